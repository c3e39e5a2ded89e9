import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contributionsOf, countedOf, definitionsLike, excludedOf, explainable, explainQuery, valueOf, type Definition, type Figure, type Reason } from './explain'

const figure = (numerator: number, denominator: number): Figure => ({ numerator, denominator, p50: null, p90: null, p99: null, sinceAt: null })
const reason = (role: Reason['role'], contributions: number): Reason => ({ why: role, role, words: { zh: '', en: '' }, contributions, numerator: 0, denominator: 0 })

describe('explaining a figure', () => {
  it('asks for exactly the figure that is shown', () => {
    expect(explainQuery({ metric: 'serviceLevel', scope: 'queue', id: 'q 1', window: '30m', withinSeconds: 20 }, 'x').toString()).toBe('scope=queue&id=q+1&window=30m&withinSeconds=20&asOf=x')
    expect(explainQuery({ metric: 'answered', scope: 'site', from: '2026-03-02', to: '2026-03-03' }).toString()).toBe('scope=site&from=2026-03-02&to=2026-03-03')
  })

  it('asks for a figure of now without a moment', () => {
    expect(explainQuery({ metric: 'queueLength', scope: 'queue', id: 'q1' }, 'x').toString()).toBe('scope=queue&id=q1')
  })

  it('is possible for exactly the figures that the server lists, each with its owners', () => {
    const source = (name: string) => readFileSync(`../src/main/java/io/qingting/explain/domain/${name}.java`, 'utf8')
    const listed = (name: string) => [...source(name).matchAll(/\(\s*"(\w+)",[^;]*?Owners\.(\w+)/g)].map(([, metric = '', owners = '']) => ({ metric, owners, window: name === 'WindowMetric' ? 'today' : undefined }))
    const all = [...listed('WindowMetric'), ...listed('NowMetric')]
    expect(all.length).toBeGreaterThan(50)
    for (const { metric, owners, window } of all) {
      const period = window && { from: '2026-03-02', to: '2026-03-03' }
      expect([metric, explainable({ metric, scope: 'queue', id: 'q', ...period }) !== null]).toEqual([metric, owners !== 'PEOPLE'])
      expect([metric, explainable({ metric, scope: 'agent', id: 'a', ...period }) !== null]).toEqual([metric, owners !== 'PLACES'])
    }
    expect(explainable({ metric: 'occupancy', scope: 'agent', window: 'today' })).toBeNull()
  })

  it('of now has no window, and of 30 days is only the score', () => {
    expect(explainable({ metric: 'queueLength', scope: 'queue', id: 'q', window: '5m' })).toEqual({ metric: 'queueLength', scope: 'queue', id: 'q' })
    expect(explainable({ metric: 'answered', scope: 'agent', id: 'a', window: '30d' })).toBeNull()
    expect(explainable({ metric: 'scoreCsat', scope: 'agent', window: '30d' })).not.toBeNull()
    expect(explainable({ metric: 'reopenRate', scope: 'queue', id: 'q', window: 'today' })).toBeNull()
  })

  it('finds definitions by name, key or text', () => {
    const one: Definition = { metric: 'serviceLevel', name: { zh: 'X秒接通率', en: 'Service level' }, hits: { zh: '', en: 'answered in time' }, total: null, isOfNow: false, isOfPlaces: true }
    expect(definitionsLike([one], ' LEVEL', 'en')).toEqual([one])
    expect(definitionsLike([one], '接通', 'zh')).toEqual([one])
    expect(definitionsLike([one], 'abandoned', 'en')).toEqual([])
  })

  it('divides what is to be divided, and nothing by nothing is no data', () => {
    expect(valueOf(figure(71, 100), 'ratio')).toBe(0.71)
    expect(valueOf(figure(30, 100), 'points')).toBe(30)
    expect(valueOf(figure(12, 12), 'count')).toBe(12)
    expect(valueOf(figure(0, 0), 'ratio')).toBeNull()
    expect(valueOf(null, 'count')).toBeNull()
  })

  it('tells what counts from what is left out', () => {
    const reasons = [reason('hit', 3), reason('total', 2), reason('excluded', 4)]
    expect(countedOf(reasons).map((r) => r.contributions)).toEqual([3, 2])
    expect(excludedOf(reasons).map((r) => r.contributions)).toEqual([4])
    expect(contributionsOf(reasons)).toBe(9)
  })
})
