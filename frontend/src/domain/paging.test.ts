import { describe, expect, it } from 'vitest'
import { cellGrid, countPresences, rankScores } from './agents'
import type { AgentLine } from './model'
import { pageCount, pageOf, returningPage, roundPage } from './paging'
import { parseWallQuery, topicsFor } from './wallQuery'

describe('pages', () => {
  it('turn round, and the page of what burns comes back on every second turn', () => {
    expect([0, 1, 2, 3].map((t) => roundPage(t, 3))).toEqual([0, 1, 2, 0])
    expect([0, 1, 2, 3, 4, 5].map((t) => returningPage(t, 3))).toEqual([0, 1, 0, 2, 0, 1])
    expect(returningPage(5, 1)).toBe(0)
  })

  it('cut a list', () => {
    expect([pageCount(0, 8), pageCount(8, 8), pageCount(9, 8)]).toEqual([1, 1, 2])
    expect(pageOf([1, 2, 3], 1, 2)).toEqual([3])
  })
})

describe('the link of a wall', () => {
  it('reads window, filters and turning', () => {
    expect(parseWallQuery({ queues: 'a, b,,a', teams: 'x', window: '5m', rotate: '20' })).toEqual({ window: '5m', pages: [{ queues: ['a', 'b'], teams: ['x'] }], rotateSeconds: 20, chime: false, dim: false })
  })

  it('turns between sets of queues', () => {
    expect(parseWallQuery({ pages: 'a,b;c', queues: 'z' }).pages.map((p) => p.queues)).toEqual([['a', 'b'], ['c']])
  })

  it('ignores what it does not understand', () => {
    expect(parseWallQuery({ window: '7h', rotate: 'x', queues: null })).toEqual({ window: '30m', pages: [{ queues: [], teams: [] }], rotateSeconds: 15, chime: false, dim: false })
    expect(parseWallQuery({ chime: '1', dim: '1' })).toMatchObject({ chime: true, dim: true })
    expect([parseWallQuery({ rotate: '0' }).rotateSeconds, parseWallQuery({ rotate: '1' }).rotateSeconds]).toEqual([0, 5])
  })

  it('asks for frames of its queues while they fit a subscription', () => {
    expect(topicsFor('30m', { queues: ['a'], teams: [] })).toEqual(['site?window=30m', 'agents', 'alerts', 'announcements', 'queue:a'])
    expect(topicsFor('30m', { queues: Array.from({ length: 19 }, (_, i) => `q${i}`), teams: [] })).toHaveLength(4)
  })
})

describe('agents', () => {
  const agent = (presence: AgentLine['presence'], value: number | null, name: string): AgentLine => ({
    agentId: name, name, teamId: null, presence, sinceAt: null, queues: [], inService: 0, answeredToday: 0, score: { value, n: 3, components: [] }, rolling: null,
  })

  it('with too small a sample stand after those with a score; the offline without one do not stand there', () => {
    const ranked = rankScores([agent('busy', null, 'b'), agent('offline', null, 'c'), agent('busy', 80, 'a'), agent('offline', 90, 'd')])
    expect(ranked.map((a) => a.name)).toEqual(['d', 'a', 'b'])
  })

  it('are counted by state', () => {
    expect(countPresences([agent('busy', 1, 'a'), agent('unknown', 1, 'b')])).toMatchObject({ busy: 1, unknown: 1, offline: 0 })
  })

  it.each([1, 9, 60, 200, 500, 1200])('%i cells fit their box', (n) => {
    const { columns, size } = cellGrid(n, 48, 18, 4)
    expect(columns * size).toBeLessThanOrEqual(48)
    expect(Math.ceil(n / columns) * size).toBeLessThanOrEqual(18)
  })
})
