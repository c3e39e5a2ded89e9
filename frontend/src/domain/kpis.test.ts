import { describe, expect, it } from 'vitest'
import { parseSite } from '@/api/site'
import { parseTrend } from '@/api/trend'
import frameJson from '@/fixtures/frame-site-monday-morning.json'
import siteJson from '@/fixtures/site.json'
import trendJson from '@/fixtures/trend.json'
import { parseFrame } from '@/live/protocol'
import { kpis, type Kpi, type KpiId, type KpiInput } from './kpis'
import type { SiteFrame } from './model'

const frame = parseFrame(frameJson) as SiteFrame
const input: KpiInput = { site: parseSite(siteJson), now: frame.now, window: frame.window, today: frame.today, agents: frame.now.agents, trend: parseTrend(trendJson), at: frame.at, open: true, part: false, someTeams: false, onDutySamples: [], breached: 0, breachedSamples: [] }
const tile = (id: KpiId, change: Partial<KpiInput> = {}): Kpi => {
  const found = kpis({ ...input, ...change }).find((k) => k.id === id)
  if (!found) throw new Error(`no tile ${id}`)
  return found
}

describe('the six tiles', () => {
  it('are queue length, longest wait, service level, agents on duty, breached contacts and CSAT', () => {
    expect(kpis(input).map((k) => k.id)).toEqual(['queueLength', 'longestWait', 'serviceLevel', 'agentsOnDuty', 'breachedContacts', 'csat'])
  })

  it('any contact with a broken promise is one too many', () => {
    expect([tile('breachedContacts').standing, tile('breachedContacts', { breached: 3 })]).toEqual(['met', expect.objectContaining({ value: 3, standing: 'breached', n: null })])
  })

  it('while nothing is known of promises the abandonment rate stands in their place', () => {
    expect(tile('abandonmentRate', { breached: null }).n).toBe(frame.window.abandonmentRate?.total)
  })

  it('ratios and means carry their number of cases, counts do not', () => {
    expect(tile('serviceLevel').n).toBe(frame.window.serviceLevel?.total)
    expect(tile('csat').n).toBe(frame.today.csat?.count)
    expect(tile('queueLength').n).toBeNull()
  })

  it('a ratio without cases is no data with N 0', () => {
    const empty = tile('serviceLevel', { window: { ...frame.window, serviceLevel: { hits: 0, total: 0 } } })
    expect([empty.value, empty.n, empty.standing]).toEqual([null, 0, 'noData'])
  })

  it('where accepts are automatic first response takes the place of the service level', () => {
    const within = frame.window.firstResponseWithin
    expect(tile('firstResponse', { window: { ...frame.window, serviceLevel: null } }).value).toBe((within?.hits ?? 0) / (within?.total ?? 0))
  })

  it('an empty queue waits 0 seconds', () => {
    expect(tile('longestWait', { now: { ...frame.now, queueLength: 0, longestWaitSinceAt: null } }).value).toBe(0)
  })

  it('on duty is neither offline nor unknown, of all known', () => {
    const agents = { busy: 2, available: 1, wrapUp: 1, break: 1, offline: 4, unknown: 1 }
    expect(tile('agentsOnDuty', { agents })).toMatchObject({ value: 5, of: 10 })
  })

  it('without a presence feed nobody can say who is on duty', () => {
    const agents = { busy: 0, available: 0, wrapUp: 0, break: 0, offline: 0, unknown: 7 }
    expect(tile('agentsOnDuty', { agents })).toMatchObject({ value: null, of: 7, standing: 'noData' })
  })

  it('changes are against the same time last week, and absent without it', () => {
    const last = input.trend?.lastWeek
    expect(tile('queueLength').change).toBe((frame.now.queueLength ?? 0) - (last?.queueLength ?? 0))
    expect(kpis({ ...input, trend: null }).every((k) => k.change === null)).toBe(true)
  })

  it('a closed floor is not judged', () => {
    expect(new Set(kpis({ ...input, open: false }).map((k) => k.standing))).toEqual(new Set(['closed']))
  })

  it('an empty floor says so unless something worse is to be said', () => {
    const agents = { busy: 0, available: 0, wrapUp: 0, break: 0, offline: 4, unknown: 0 }
    expect(tile('agentsOnDuty', { agents }).standing).toBe('empty')
    expect(tile('longestWait', { agents, at: (frame.now.longestWaitSinceAt ?? 0) + 500_000 }).standing).toBe('breached')
  })

  it('limits on counts of the whole site do not judge a part of it', () => {
    expect(tile('queueLength', { part: true })).toMatchObject({ standing: 'noTarget', goal: null })
    expect(tile('serviceLevel', { part: true }).goal).not.toBeNull()
  })

  it('agents of some teams are not compared with those of all', () => {
    expect(tile('agentsOnDuty', { someTeams: true })).toMatchObject({ change: null, series: [] })
  })

  it('marks waiting VIPs', () => {
    expect(tile('queueLength').vips).toBe(frame.now.waitingVips)
  })
})
