import { expect, it } from 'vitest'
import { object } from '@/domain/read'
import frame from '@/fixtures/frame-agent.json'
import { ownFrame } from './ownFrame'

it('the server\'s frame of an agent is understood', () => {
  const found = ownFrame(object(frame))
  expect(found?.own.presence).toBe(frame.presence)
  expect(found?.own.contacts).toHaveLength(frame.contacts.length)
  expect(found?.own.queues.map((q) => q.queueId)).toEqual(frame.queues.map((q) => q.queueId))
  expect(found?.own.score?.parts.map((p) => p.name)).toContain('csat')
  expect(found?.own.today.answered).not.toBeNull()
})

it('another topic\'s frame is none, and what is missing is no data', () => {
  expect(ownFrame({ ...frame, topic: 'agents' })).toBeNull()
  const bare = ownFrame(object({ ...frame, windows: undefined, score: undefined, contacts: undefined, queues: undefined }))
  expect(bare?.own.today.answered).toBeNull()
  expect([bare?.own.score, bare?.own.contacts, bare?.own.queues]).toEqual([null, [], []])
})
