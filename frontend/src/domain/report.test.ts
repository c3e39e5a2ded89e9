import { describe, expect, it } from 'vitest'
import { addresses, addressOf, askOf, bucketNames, changeOf, figureRef, heatValue, METRICS, paired, periodText, plusDays, sorted, tableQuery, trendQuery, usual, valuesAt, type Report, type Row } from './report'

const row = (key: string, period: string, hits: number, total: number): Row => ({ key, period, startsAt: Date.parse(period), endsAt: Date.parse(period) + 1, figures: { serviceLevel: { form: 'ratio', ratio: { hits, total } } } })
const report = (rows: Row[], earlier: Row[]): Report => ({
  zone: 'Asia/Shanghai', position: '7', recordedAt: null, serviceLevelSeconds: 30, firstResponseSeconds: 30, responseSeconds: 30, startsAt: null, endsAt: null,
  periods: ['2026-03-02', '2026-03-03'], rows, comparison: { startsAt: null, endsAt: null, periods: ['2026-02-23', '2026-02-24'], rows: earlier },
})

describe('a report', () => {
  it('is asked for by an address that says the whole of it', () => {
    const ask = { ...usual('channels'), range: 'own' as const, from: '2026-03-02', to: '2026-03-08', by: 'hour' as const, rows: 'step' as const, compare: 'lastWeek' as const, channels: ['chat'], serviceLevelSeconds: 20, metrics: ['offered', 'csat'] }
    const query = new URLSearchParams(Object.entries(addressOf(ask)).flatMap(([name, v]) => (Array.isArray(v) ? v : [v]).map((one) => [name, one])))

    expect(query.get('to')).toBe('2026-03-09')
    expect(askOf(query)).toEqual(ask)
  })

  it('is of last week beside the week before where nothing is said, and of what is known where nonsense is', () => {
    expect(askOf(new URLSearchParams())).toEqual(usual())
    expect(askOf(new URLSearchParams('what=dogs&range=ever&metric=height&serviceLevelSeconds=-3&channel=pigeon'))).toEqual({ ...usual(), compare: 'none' })
  })

  it('asks the server for rows by key, and for the trend of all together', () => {
    expect(tableQuery(usual()).get('group')).toBe('queue')
    expect(tableQuery(usual()).get('by')).toBe('total')
    expect(trendQuery(usual()).toString()).toBe('range=lastWeek&by=day&group=all&compare=previous&metric=serviceLevel')
  })

  it('stands beside the row of the same queue at the same place of the earlier range', () => {
    const pairs = paired(report([row('a', '2026-03-03', 8, 10), row('b', '2026-03-03', 1, 1)], [row('a', '2026-02-24', 7, 10)]))

    expect(pairs.map((p) => p.before?.period ?? null)).toEqual(['2026-02-24', null])
  })

  it('tells the change of a share in points, of anything else as a share, and none where there was nothing', () => {
    expect(changeOf({ form: 'ratio', ratio: { hits: 8, total: 10 } }, { form: 'ratio', ratio: { hits: 3, total: 4 } })?.change).toBeCloseTo(5)
    expect(changeOf({ form: 'count', count: 12 }, { form: 'count', count: 10 })).toEqual({ kind: 'share', change: 0.2 })
    expect(changeOf({ form: 'count', count: 12 }, { form: 'count', count: 0 })).toBeNull()
    expect(changeOf({ form: 'ratio', ratio: { hits: 0, total: 0 } }, null)).toBeNull()
  })

  it('sorts what has no data last, whichever way', () => {
    const rows = [row('none', '2026-03-02', 0, 0), row('low', '2026-03-02', 1, 10), row('high', '2026-03-02', 9, 10)].map((r) => ({ row: r }))
    const keys = (down: boolean) => sorted(rows, { by: 'serviceLevel', down }, (k) => k, 'en').map((r) => r.row.key)

    expect(keys(true)).toEqual(['high', 'low', 'none'])
    expect(keys(false)).toEqual(['low', 'high', 'none'])
  })

  it('has a value at each period, none where nothing can be told', () => {
    expect(valuesAt(report([row('*', '2026-03-03', 8, 10)], []), 'serviceLevel')).toEqual([null, 0.8])
  })

  it('names periods as the floor does', () => {
    expect(periodText('2026-10-01', 'quarter', 'UTC', 'en-GB')).toBe('2026 Q4')
    expect(periodText('2026-03-02T01:30:00Z', 'halfHour', 'Asia/Shanghai', 'en-GB')).toBe('02/03, 09:30')
    expect(plusDays('2026-02-28', 1)).toBe('2026-03-01')
  })

  it('tells arrivals by day, so that a weekday that came twice is not twice as busy', () => {
    expect(heatValue({ weekday: 1, halfHour: 18, days: 2, offered: 10, abandonmentRate: null, serviceLevel: { hits: 0, total: 0 }, waitSeconds: null }, 'offered')).toBe(5)
  })

  it('names buckets of waits, and takes addresses as people write them', () => {
    expect(bucketNames([5, 10], (s) => `${s}s`)).toEqual(['≤ 5s', '5s–10s', '> 10s'])
    expect(addresses('a@x.cn，b@x.cn; a@x.cn\n')).toEqual(['a@x.cn', 'b@x.cn'])
  })

  it('opens what a figure is made of, with its own limit, unless another filter narrows it too', () => {
    const r = report([row('billing', '2026-03-02', 8, 10)], [])
    const first = r.rows[0] as Row

    expect(figureRef(usual(), r, first, 'serviceLevel')).toMatchObject({ metric: 'serviceLevel', scope: 'queue', id: 'billing', from: '2026-03-02T00:00:00.000Z', withinSeconds: 30 })
    expect(figureRef({ ...usual(), channels: ['chat'] }, r, first, 'serviceLevel')).toBeNull()
    expect(figureRef(usual(), r, { ...first, key: '(no queue)' }, 'serviceLevel')).toBeNull()
  })

  it('has each metric once', () => {
    expect(new Set(METRICS.map((m) => m.name)).size).toBe(METRICS.length)
  })
})
