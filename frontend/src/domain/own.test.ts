import { expect, it } from 'vitest'
import { calendar, dayAfter, rows, signature, urgency, waiters, type Deadline, type OwnContact, type OwnWindow } from './own'

const contact = (contactId: string, waitingSinceAt: number | null): OwnContact => ({ sourceId: 1, contactId, channel: 'chat', queueId: 'q', sinceAt: 0, waitingSinceAt, awaitsFirstReply: true })
const deadline = (contactId: string, waitingSinceAt: number, dueAt: number | null): Deadline => ({ sourceId: 1, contactId, queue: 'Sales', waitingSinceAt, dueAt, warnAt: dueAt === null ? null : dueAt - 10, by: 'promise' })

it('those who wait stand by their deadline, and without one behind, by how long they wait', () => {
  const found = waiters(
    [contact('calm', null), contact('open', 5), contact('late', 20), contact('soon', 10)],
    [deadline('soon', 10, 100), deadline('late', 20, 50), deadline('open', 5, null)], (id) => id,
  )
  expect(found.map((w) => [w.contactId, w.queue, w.dueAt])).toEqual([['late', 'Sales', 50], ['soon', 'Sales', 100], ['open', 'Sales', null]])
})

it('a deadline of an earlier message is not that of the present one', () => {
  expect(waiters([contact('a', 30)], [deadline('a', 20, 50)], (id) => id)[0]).toMatchObject({ dueAt: null, by: null, queue: 'Sales' })
})

it('a wait presses from its warning on, and is late after its deadline only', () => {
  const w = { dueAt: 100, warnAt: 70 }
  expect([69, 70, 100, 101].map((now) => urgency(w, now))).toEqual(['calm', 'risk', 'risk', 'late'])
  expect(urgency({ dueAt: null, warnAt: null }, 0)).toBe('open')
})

it('deadlines are read anew when a wait begins or ends, whatever the order', () => {
  const [a, b] = [contact('a', 1), contact('b', null)]
  expect(signature([a, b])).toBe(signature([b, a]))
  expect(signature([a, b])).not.toBe(signature([a, contact('b', 2)]))
})

it('figures stand beside the median with their N, and without data are none', () => {
  const today: OwnWindow = { answered: 12, firstResponseSeconds: null, firstResponseWithin: { hits: 9, total: 12 }, responseWithin: null, handleSeconds: { sum: 600, count: 4 }, repliesPerLeg: null }
  const found = Object.fromEntries(rows(today, null, { hits: 1, total: 20 }).map((r) => [r.name, r]))
  expect(found['firstResponseWithin']).toMatchObject({ own: 0.75, n: 12, median: null })
  expect(found['handleSeconds']).toMatchObject({ own: 150, n: 4 })
  expect(found['responseWithin']).toMatchObject({ own: null, n: 0 })
  expect(found['reopenRate']).toMatchObject({ own: 0.05, n: 20 })
})

it('a month has all its days', () => {
  const day = { day: '2026-03-01', answered: 3, firstResponseWithin: null, responseWithin: null, handleSeconds: null, repliesPerLeg: null }
  expect(calendar('2026-02-27', '2026-03-01', [day])).toEqual([{ day: '2026-02-27', found: null }, { day: '2026-02-28', found: null }, { day: '2026-03-01', found: day }])
})

it('a period ends with the day after its last one', () => {
  expect(['2026-02-28', '2026-12-31'].map(dayAfter)).toEqual(['2026-03-01', '2027-01-01'])
})
