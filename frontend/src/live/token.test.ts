// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest'
import { readToken } from './token'

beforeEach(() => sessionStorage.clear())

it('the token comes from the fragment and is kept for this tab', () => {
  expect(readToken('', sessionStorage)).toBeNull()
  expect(readToken('#token=abc', sessionStorage)).toBe('abc')
  expect(readToken('', sessionStorage)).toBe('abc')
})
