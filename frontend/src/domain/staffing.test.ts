import { describe, expect, it } from 'vitest'
import { busyHours, peakBands, peakSum, spare, staffingAsk, staffingQuery, wape, type PlannedHalfHour } from './staffing'

const MINUTE = 60_000
const half = (n: number, more: Partial<PlannedHalfHour> = {}): PlannedHalfHour => ({
  at: n * 30 * MINUTE, isPeak: false, expected: 0, arrived: null, erlangC: null, erlangA: null, present: null, usuallyPresent: null, ...more,
})
const needs = (agents: number) => ({ agents, waitProbability: 0.2, serviceLevel: 0.8 })
const clock = (at: number) => new Date(at).toISOString().slice(11, 16)

describe('a plan', () => {
  it('is shown from the first half hour in which anything goes on to the last', () => {
    const day = [half(0), half(1, { expected: 2 }), half(2), half(3, { present: 1 }), half(4)]

    expect(busyHours(day).map((h) => h.at)).toEqual([1, 2, 3].map((n) => n * 30 * MINUTE))
    expect(busyHours([half(0), half(1)])).toEqual([])
  })

  it('says how many agents are missing, by who usually is there where the day is not over', () => {
    expect(spare(half(0, { erlangC: needs(5), present: 3.5 }), 'erlangC')).toBe(-1.5)
    expect(spare(half(0, { erlangC: needs(5), usuallyPresent: 7 }), 'erlangC')).toBe(2)
    expect(spare(half(0, { erlangC: needs(5) }), 'erlangC')).toBeNull()
    expect(spare(half(0, { present: 3 }), 'erlangA')).toBeNull()
  })

  it('adds up the contacts of a peak and takes the worst of its half hours', () => {
    const day = [half(19, { expected: 9 }), half(20, { expected: 4, erlangC: needs(3), present: 4 }), half(21, { expected: 6, erlangC: needs(5), present: 3 })]

    expect(peakSum(day, { from: '10:00', to: '11:00' }, clock, 'erlangC')).toEqual({ name: '10:00–11:00', expected: 10, arrived: null, needed: 5, spare: -2 })
    expect(peakSum(day, { from: '14:00', to: '16:00' }, clock, 'erlangC')).toEqual({ name: '14:00–16:00', expected: null, arrived: null, needed: null, spare: null })
  })

  it('marks peaks as stretches', () => {
    const day = [half(0), half(1, { isPeak: true }), half(2, { isPeak: true }), half(3), half(4, { isPeak: true })]

    expect(peakBands(day)).toEqual([{ from: 1, to: 2 }, { from: 4, to: 4 }])
  })

  it('has no error where nothing came in to tell it by', () => {
    expect(wape({ days: [], halfHours: 0, missed: 0, expected: 0, arrived: 0 })).toBeNull()
    expect(wape({ days: ['2026-11-20'], halfHours: 48, missed: 10, expected: 90, arrived: 100 })).toBe(0.1)
  })

  it('keeps its question in the address', () => {
    const ask = { day: '2026-11-30', queue: 'billing', weeks: 4, percent: null, seconds: 20 }

    expect(staffingQuery(ask).toString()).toBe('day=2026-11-30&queue=billing&weeks=4&serviceLevelSeconds=20')
    expect(staffingAsk(staffingQuery(ask))).toEqual(ask)
    expect(staffingAsk(new URLSearchParams('weeks=many')).weeks).toBeNull()
  })
})
