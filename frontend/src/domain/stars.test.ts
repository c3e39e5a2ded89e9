import { describe, expect, it } from 'vitest'
import { isRate, measured, starAsk, starQuery, type StarPart } from './stars'

const part = (name: string, weight: number, value: number | null, own = { sum: 0, count: 0 }): StarPart => ({ name, weight, value, own })

describe('a star', () => {
  it('is measured as a mean or a share, and not at all without data', () => {
    expect(measured(part('csat', 35, 80, { sum: 84, count: 20 }))).toBe(4.2)
    expect(measured(part('csat', 35, null))).toBeNull()
    expect(isRate(part('response', 15, 90))).toBe(true)
    expect(isRate(part('quality', 15, 90))).toBe(false)
  })

  it('keeps its question in the address', () => {
    expect(starQuery(starAsk(new URLSearchParams('month=2026-10&team=red&x=1'))).toString()).toBe('month=2026-10&team=red')
    expect(starQuery({ month: '', team: '' }).toString()).toBe('')
  })
})
