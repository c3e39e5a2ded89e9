import { describe, expect, it } from 'vitest'
import type { AlertsFrame, QueueLine, Targets } from './model'
import { queueRows, type QueueWish } from './queueRows'
import { rankQueues } from './severity'

const NOW = 1_000_000_000
const none = { target: null, warn: null, critical: null }
const targets: Targets = {
  queueLength: none, longestWaitSeconds: { target: 30, warn: 60, critical: 120 }, serviceLevel: { target: 0.8, warn: 0.8, critical: 0.7 },
  serviceLevelSeconds: 30, abandonmentRate: none, agentsOnDuty: none, csat: none, firstResponseSeconds: 30,
}
const line = (queueId: string, more: Partial<QueueLine>): QueueLine => ({
  queueId, name: queueId, queueLength: 0, longestWaitSinceAt: null, waitingFirstReply: 0, waitingReply: 0, waitingVips: 0, backlog: 0, unconfirmed: 0,
  inService: 0, available: 0, onDuty: 0, offered: 0, answered: 0, abandoned: 0, serviceLevel: null, abandonmentRate: null, ...more,
})
const ranked = rankQueues(
  [
    line('calm', {}),
    line('burning', { queueLength: 3, longestWaitSinceAt: NOW - 200_000 }),
    line('chat', { waitingReply: 4 }),
    line('slow', { queueLength: 9, longestWaitSinceAt: NOW - 70_000, serviceLevel: { hits: 1, total: 2 } }),
  ],
  targets, NOW,
)
const alerts = { queueTotals: { chat: { info: 0, warning: 900, critical: 0 }, calm: { info: 0, warning: 0, critical: 1 } } } as unknown as AlertsFrame
const names = (wish: Partial<QueueWish>) =>
  queueRows(ranked, alerts, { search: '', filter: 'all', sorting: { key: 'risk', down: true }, ...wish }).map((r) => r.line.queueId)

describe('the list of queues', () => {
  it('begins with what burns', () => expect(names({})[0]).toBe('burning'))
  it('is sorted by a figure, and queues without it stand last', () => {
    expect(names({ sorting: { key: 'wait', down: false } }).slice(0, 2)).toEqual(['slow', 'burning'])
    expect(names({ sorting: { key: 'length', down: true } })[0]).toBe('slow')
  })
  it('sorts one critical alert before many warnings', () => expect(names({ sorting: { key: 'alerts', down: true } }).slice(0, 2)).toEqual(['calm', 'chat']))
  it('shows only queues off their targets, or those where somebody waits', () => {
    expect(names({ filter: 'off' })).toEqual(['burning', 'slow'])
    expect(names({ filter: 'waiting' }).sort()).toEqual(['burning', 'chat', 'slow'])
  })
  it('is searched by name', () => expect(names({ search: 'CH' })).toEqual(['chat']))
})
