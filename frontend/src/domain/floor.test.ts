import { describe, expect, it } from 'vitest'
import { lanes, promiseStanding, soonest, type Promised } from './floor'

const promised = (warnAt: number | null, deadlineAt: number | null): Promised => ({ target: 'answer', startedAt: 0, warnAt, deadlineAt })

describe('a promise', () => {
  it('warns from its share of the time on, and at its deadline is in time still', () => {
    const p = promised(20_000, 30_000)
    expect([10_000, 20_000, 30_000].map((now) => promiseStanding(p, now).state)).toEqual(['running', 'warned', 'warned'])
    expect(promiseStanding(p, 31_000)).toEqual({ state: 'breached', seconds: 1 })
  })
  it('that is paused does not count down', () => expect(promiseStanding(promised(null, null), 5)).toEqual({ state: 'paused', seconds: null }))
  it('that runs out first is the one to keep', () => {
    expect(soonest([promised(1, null), promised(1, 9), promised(1, 4)])?.deadlineAt).toBe(4)
    expect(soonest([])).toBeNull()
  })
})

it('contacts that overlap stand in lanes of their own, and those that follow share one', () => {
  const spans = [{ fromAt: 0, toAt: 10 }, { fromAt: 5, toAt: null }, { fromAt: 10, toAt: 12 }, { fromAt: 11, toAt: 13 }]
  expect(lanes(spans, 3).map((s) => s.lane)).toEqual([0, 1, 0, 2])
  expect(lanes(spans, 2).map((s) => s.lane)).toEqual([0, 1, 0, 1])
})
