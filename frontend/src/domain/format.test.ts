import { describe, expect, it } from 'vitest'
import { duration, number, percent, signed } from './format'

describe('figures as text', () => {
  it('a missing value is a dash', () => {
    expect([duration(null), number(null, 'zh-CN'), percent(null, 'en-GB')]).toEqual(['–', '–', '–'])
  })

  it.each([[0, '0:00'], [7.9, '0:07'], [171, '2:51'], [3729, '1:02:09'], [-3, '0:00'], [190_800, '2 d 05 h']])('%s seconds read %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text)
  })

  it('a rate below one never reads 100 and one above zero never reads 0', () => {
    expect(percent(0.9999, 'en-GB')).toBe('99.9')
    expect(percent(0.0001, 'en-GB')).toBe('0.1')
    expect([percent(1, 'en-GB'), percent(0, 'en-GB')]).toEqual(['100.0', '0.0'])
  })

  it('a change shows its sign, and none when nothing is left after rounding', () => {
    const text = (m: number) => number(m, 'en-GB', 1)
    expect([signed(-3.42, text), signed(2, text), signed(-0.01, text)]).toEqual(['−3.4', '+2.0', '±0.0'])
  })
})
