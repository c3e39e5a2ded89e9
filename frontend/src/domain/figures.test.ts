import { describe, expect, it } from 'vitest'
import { earliest, meanOf, mergeMeans, mergeRatios, rateOf, sum } from './figures'

describe('ratios and means', () => {
  it('nothing divided by nothing is no data, neither 0 nor 100 percent', () => {
    expect(rateOf({ hits: 0, total: 0 })).toBeNull()
    expect(meanOf({ sum: 0, count: 0 })).toBeNull()
    expect(rateOf(null)).toBeNull()
  })

  it('ratios merge by adding hits and totals, never by averaging rates', () => {
    expect(mergeRatios([{ hits: 1, total: 1 }, { hits: 0, total: 99 }])).toEqual({ hits: 1, total: 100 })
  })

  it('a queue without the measure takes no part in the merged ratio', () => {
    expect(mergeRatios([null, { hits: 3, total: 4 }])).toEqual({ hits: 3, total: 4 })
    expect(mergeRatios([null, null])).toBeNull()
    expect(mergeMeans([null, { sum: 9, count: 2 }])).toEqual({ sum: 9, count: 2 })
  })

  it('a sum with an unknown part is unknown', () => {
    expect(sum([1, 2])).toBe(3)
    expect(sum([1, null])).toBeNull()
    expect(sum([])).toBeNull()
  })

  it('the earliest instant ignores queues where nobody waits', () => {
    expect(earliest([null, 30, 20])).toBe(20)
    expect(earliest([null])).toBeNull()
  })
})
