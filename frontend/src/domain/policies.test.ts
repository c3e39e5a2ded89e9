import { describe, expect, it } from 'vitest'
import { byTarget, formOf, freeId, keptOf, mayPause, policyWanted, promiseOf, specificity, unitsOf, warnAfter, type Policy } from './policies'

const policy = (policyId: string, part: Partial<Policy> = {}): Policy => ({
  policyId, name: policyId, target: 'answer', queues: [], channels: [], segments: [], promise: { amount: 30, unit: 'seconds', isBusiness: true }, warnShare: 2 / 3, severity: 'warning', waitingForCustomer: false, onHold: false, escalation: [],
  calendarId: null, ...part,
})

describe('policies', () => {
  it('stand target by target, the most specific first', () => {
    const all = [policy('wide'), policy('channel', { channels: ['chat'] }), policy('vip', { segments: ['vip'] }), policy('a-queue', { queues: ['q'] }), policy('later', { target: 'resolution' })]
    expect(byTarget(all).map((g) => [g.target, g.policies.map((p) => p.policyId)])).toEqual([['answer', ['a-queue', 'vip', 'channel', 'wide']], ['resolution', ['later']]])
    expect(specificity(policy('x', { queues: ['q'], segments: ['vip'], channels: ['voice'] }))).toBe(7)
  })

  it('show a promise in the unit that a person thinks in, and never business days', () => {
    expect(promiseOf(30, 'seconds', 'business')).toEqual({ amount: 30, unit: 'seconds', isBusiness: true })
    expect(promiseOf(86_400, 'seconds', 'calendar')).toEqual({ amount: 24, unit: 'hours', isBusiness: false })
    expect(promiseOf(172_800, 'seconds', 'business')).toEqual({ amount: 48, unit: 'hours', isBusiness: true })
    expect(promiseOf(3, 'workingDays', null)).toEqual({ amount: 3, unit: 'workingDays', isBusiness: true })
    expect(promiseOf(null, null, null).unit).toBe('none')
  })

  it('are sent as they were where nothing was touched', () => {
    const p = policy('answer', { escalation: [{ afterSeconds: 300, to: 'lead' }] })
    const sent = policyWanted(formOf(p, []), p)
    expect(sent).toMatchObject({ policyId: 'answer', warnShare: 2 / 3, promise: { amount: 30, unit: 'seconds', time: 'business' }, escalation: [{ afterSeconds: 300, to: 'lead' }] })
    expect(sent).not.toHaveProperty('calendarId')
  })

  it('keep what a target cannot have to themselves', () => {
    const form = { ...formOf(policy('m', { target: 'improvementMeasure', queues: ['q'], waitingForCustomer: true }), []), unit: 'plannedDate' }
    expect(policyWanted(form, null)).toMatchObject({ queues: [], promise: { unit: 'plannedDate' }, pauses: { waitingForCustomer: false, onHold: false } })
    expect(policyWanted({ ...form, unit: 'none' }, null)).not.toHaveProperty('promise')
    expect(mayPause('firstResponse', 'minutes')).toEqual({ onHold: true, waitingForCustomer: false })
    expect(unitsOf('improvementMeasure')).toEqual(['plannedDate', 'none'])
    expect(unitsOf('answer')).not.toContain('plannedDate')
  })

  it('warn after their share', () => {
    expect(warnAfter({ amount: 30, unit: 'seconds', isBusiness: true }, 2 / 3)).toBe(20)
    expect(warnAfter({ amount: 3, unit: 'workingDays', isBusiness: true }, 0.5)).toBeNull()
  })

  it('get a free id', () => {
    expect(freeId('complaintAnswer', ['complaint-answer', 'complaint-answer-2'])).toBe('complaint-answer-3')
  })

  it('are kept by the clocks that ended', () => {
    expect(keptOf({ targets: 12, met: 6, breached: 2, cancelled: 3, running: 1, alerts: 4, peakAlertsPerMinute: 2, peakAlertsAt: null })).toEqual({ hits: 6, total: 8 })
  })
})
