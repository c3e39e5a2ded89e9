import { describe, expect, it } from 'vitest'
import { alertAge, alertsOf, alertSums, breachedContacts, isNew, noteCritical } from './alerts'
import type { AlertLine, AlertsFrame } from './model'

const line = (over: Partial<AlertLine>): AlertLine => ({
  alertId: '1', kind: 'targetBreached', severity: 'critical', name: 'answer', queue: null, queueId: null, source: null, sinceAt: 0, dueAt: null,
  category: null, acknowledged: false, acknowledgedBy: null, vip: false, complaint: false, ...over,
})
const frame = (alerts: AlertLine[], critical: number, queueTotals = {}) => ({ alerts, totals: { info: 0, warning: 0, critical }, queueTotals, known: true }) as AlertsFrame

describe('open alerts', () => {
  it('are late from the deadline on, and count down before it', () => {
    expect(alertAge(line({ dueAt: 1_000 }), 61_000)).toEqual({ seconds: 60, meaning: 'overdue' })
    expect(alertAge(line({ dueAt: 1_000 }), 1_000)).toEqual({ seconds: 0, meaning: 'overdue' })
    expect(alertAge(line({ dueAt: 31_000 }), 1_000)).toEqual({ seconds: 30, meaning: 'left' })
    expect(alertAge(line({ sinceAt: 1_000 }), 5_000)).toEqual({ seconds: 4, meaning: 'since' })
    expect(alertAge(line({ sinceAt: null }), 5_000)).toBeNull()
  })

  it('of other queues are not on a filtered wall, those of no queue are', () => {
    const all = frame([line({ queueId: 'a' }), line({ queueId: 'b' }), line({ queueId: null })], 3)
    expect(alertsOf(all, ['a']).map((a) => a.queueId)).toEqual(['a', null])
    expect(alertsOf(all, [])).toHaveLength(3)
    expect(alertsOf(null, [])).toEqual([])
  })

  it('beyond those listed are counted', () => {
    expect(alertSums(frame([line({})], 7), [])).toEqual({ shown: { info: 0, warning: 0, critical: 7 }, listed: 1, unlisted: 6, elsewhere: 0 })
  })

  it('that are critical are new for 5 s, but for those that were there when the screen opened', () => {
    const first = noteCritical(null, [line({ alertId: 'old' })], 100_000)
    expect(isNew(first, 'old', 100_000)).toBe(false)
    const next = noteCritical(first, [line({ alertId: 'old' }), line({ alertId: 'new' }), line({ alertId: 'mild', severity: 'warning' }), line({ alertId: 'seen', acknowledged: true })], 101_000)
    expect(['old', 'new', 'mild', 'seen'].map((id) => isNew(next, id, 101_000))).toEqual([false, true, false, false])
    const later = noteCritical(next, [line({ alertId: 'new' })], 104_000)
    expect([isNew(later, 'new', 105_999), isNew(later, 'new', 106_000)]).toEqual([true, false])
  })

  it('count the contacts of broken promises, of all queues or of those that are shown', () => {
    const broken = { ...frame([], 0), breached: { contacts: 5, queues: { a: 2, b: 1 } } }
    expect([breachedContacts(broken, []), breachedContacts(broken, ['a', 'c']), breachedContacts({ ...broken, breached: null }, []), breachedContacts(null, [])]).toEqual([5, 2, null, null])
  })

  it('of a filtered wall are those of its queues and of no queue, and the floor has the rest', () => {
    const all = frame([line({ queueId: 'a' }), line({ queueId: null })], 9, { a: { info: 0, warning: 0, critical: 3 }, b: { info: 0, warning: 0, critical: 4 } })
    expect(alertSums(all, ['a'])).toEqual({ shown: { info: 0, warning: 0, critical: 5 }, listed: 2, unlisted: 3, elsewhere: 4 })
    expect(alertSums(all, ['b', 'none'])).toEqual({ shown: { info: 0, warning: 0, critical: 6 }, listed: 1, unlisted: 5, elsewhere: 3 })
  })
})
