import { describe, expect, it } from 'vitest'
import { lengthOf, secondsOf } from './length'

describe('a length as a person enters it', () => {
  it('stands in the largest unit that leaves a whole number', () => {
    expect(lengthOf(30)).toEqual({ amount: 30, unit: 'seconds' })
    expect(lengthOf(90)).toEqual({ amount: 90, unit: 'seconds' })
    expect(lengthOf(120)).toEqual({ amount: 2, unit: 'minutes' })
    expect(lengthOf(7200)).toEqual({ amount: 2, unit: 'hours' })
    expect(lengthOf(0)).toEqual({ amount: 0, unit: 'seconds' })
  })

  it('says a day as 24 hours', () => {
    expect(lengthOf(86_400)).toEqual({ amount: 24, unit: 'hours' })
    expect(lengthOf(172_800)).toEqual({ amount: 2, unit: 'days' })
  })

  it('is the same number of seconds again', () => {
    for (const seconds of [0, 1, 59, 60, 3599, 3600, 86_400, 604_800]) expect(secondsOf(lengthOf(seconds))).toBe(seconds)
  })
})
