import { expect, it } from 'vitest'
import en from '@/i18n/desk.en.json'
import zh from '@/i18n/desk.zh.json'
import { isSkewed, reasonKey } from './quality'

it('the reasons of the server have words in both languages', () => {
  expect(reasonKey('is a review without a score from 0 to 100')).toBe('isAReviewWithoutAScoreFrom0To100')
  for (const words of [en, zh]) {
    expect(words.dataQuality.reasons).toHaveProperty(reasonKey('happened after the contact was closed'))
    expect(words.dataQuality.reasons).toHaveProperty(reasonKey('ends a wrap-up that did not start'))
  }
  expect(Object.keys(zh.dataQuality.reasons)).toEqual(Object.keys(en.dataQuality.reasons))
})

it('a clock is noted from two seconds on, in either direction', () => {
  expect([null, 0, 2_000, -2_001, 5_000].map(isSkewed)).toEqual([false, false, false, true, true])
})
