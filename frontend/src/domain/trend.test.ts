import { describe, expect, it } from 'vitest'
import type { TrendPoint } from './model'
import { rateFloor, rollingRate, runningCsat, sparkline, withNow } from './trend'

const point = (minute: number, more: Partial<TrendPoint> = {}): TrendPoint => ({
  at: minute * 60_000, offered: 0, queueLength: 0, longestWaitSeconds: null, serviceLevel: null, abandonmentRate: null, agentsOnDuty: null, csat: null, ...more,
})

describe('the trend', () => {
  it('the rolling rate adds hits and totals of its minutes', () => {
    const points = [{ hits: 1, total: 1 }, { hits: 0, total: 3 }, null, { hits: 4, total: 4 }].map((serviceLevel, i) => point(i, { serviceLevel }))
    expect(rollingRate(points, 'serviceLevel', 2)).toEqual([1, 0.25, 0, 1])
  })

  it('minutes without any case leave a gap', () => {
    expect(rollingRate([point(0)], 'serviceLevel', 5)).toEqual([null])
    expect(runningCsat([point(0), point(1, { csat: { sum: 9, count: 2 } }), point(2)])).toEqual([null, 4.5, 4.5])
  })

  it('the running minute takes its now figures from the newest frame', () => {
    const points = [point(0, { queueLength: 1 }), point(1, { queueLength: 2 })]
    expect(withNow(points, 90_000, { queueLength: 7, agentsOnDuty: 3 }).map((p) => p.queueLength)).toEqual([1, 7])
    expect(withNow(points, 130_000, { queueLength: 7, agentsOnDuty: 3 })).toBe(points)
  })

  it('a sparkline breaks at a gap and needs two points', () => {
    expect(sparkline([1, null, null], 100, 10)).toBeNull()
    expect(sparkline([0, 10, null, 5, 5], 100, 10)?.line).toBe('M0 10L25 0M75 5L100 5')
    expect(sparkline([3, 3], 100, 10)?.line).toBe('M0 5L100 5')
  })

  it('the percentage axis starts under the lowest value', () => {
    expect(rateFloor([0.95, 0.74], 0.8)).toBeCloseTo(0.6)
    expect(rateFloor([1, 1], null)).toBeCloseTo(0.8)
    expect(rateFloor([0.61], 0.8)).toBeCloseTo(0.4)
    expect(rateFloor([0.02], null)).toBe(0)
  })
})
