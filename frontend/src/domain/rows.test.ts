import { expect, it } from 'vitest'
import { fits, sorted } from './rows'

const rows = [{ n: 'b', v: 2 }, { n: 'a', v: null }, { n: 'c', v: 10 }, { n: 'd', v: 2 }]
const names = (list: { n: string }[]) => list.map((r) => r.n).join('')

it('rows are sorted by figures as figures, and what is not known stands last both ways', () => {
  expect(names(sorted(rows, (r) => r.v, true))).toBe('cbda')
  expect(names(sorted(rows, (r) => r.v, false))).toBe('bdca')
})

it('rows are sorted by names', () => expect(names(sorted(rows, (r) => r.n, false))).toBe('abcd'))

it('a row fits where all the words typed are found in it', () => {
  expect([fits('BILL east', 'East billing', 'q-7'), fits('q-7', 'Billing', 'q-7'), fits('west', 'East billing', null), fits(' ', null)]).toEqual([true, true, false, true])
})
