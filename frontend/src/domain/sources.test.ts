import { describe, expect, it } from 'vitest'
import type { SourceLine, SourceState } from './model'
import { backlogOf } from './sources'

const source = (state: SourceState, reachedAt: number | null = null): SourceLine => ({ source: '/connectors/x', state, lastSeenAt: 1, skewMs: null, reachedAt })

describe('what is behind now', () => {
  it('is nothing while sources are live or silent', () => {
    expect(backlogOf([])).toBeNull()
    expect(backlogOf([source('live'), source('silent')])).toBeNull()
  })

  it('is the source that tells of the longest ago, also beside live ones', () => {
    expect(backlogOf([source('live'), source('catchingUp', 900), source('catchingUp', 300)])).toEqual({ kind: 'catchingUp', reachedAt: 300 })
  })

  it('is an import only where nothing live is known: a fresh demo said live over a floor of zeros', () => {
    expect(backlogOf([source('importing', 500)])).toEqual({ kind: 'importing', reachedAt: 500 })
    expect(backlogOf([source('importing', 500), source('live')])).toBeNull()
    expect(backlogOf([source('importing', 500), source('silent')])).toEqual({ kind: 'importing', reachedAt: 500 })
  })
})
