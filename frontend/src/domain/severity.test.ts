import { describe, expect, it } from 'vitest'
import { parseSite } from '@/api/site'
import siteJson from '@/fixtures/site.json'
import type { QueueLine } from './model'
import { judgeHigh, judgeLow, ownTargets, rankQueues, targetsOf } from './severity'

const low = { target: 30, warn: 60, critical: 120 }
const high = { target: 0.8, warn: 0.8, critical: 0.7 }

describe('standing against the limits of the site', () => {
  it('the limit itself still holds', () => {
    expect([judgeLow(60, low), judgeLow(60.1, low), judgeLow(120, low), judgeLow(121, low)]).toEqual(['met', 'atRisk', 'atRisk', 'breached'])
    expect([judgeHigh(0.8, high), judgeHigh(0.79, high), judgeHigh(0.7, high), judgeHigh(0.69, high)]).toEqual(['met', 'atRisk', 'atRisk', 'breached'])
  })

  it('without data or limits nothing is judged', () => {
    expect(judgeLow(null, low)).toBe('noData')
    expect(judgeHigh(3, { target: null, warn: null, critical: null })).toBe('noTarget')
  })
})

describe('queues most at risk', () => {
  const now = 1_000_000
  const queue = (queueId: string, wait: number | null, more: Partial<QueueLine> = {}): QueueLine => ({
    queueId, name: queueId, queueLength: wait === null ? 0 : 1, longestWaitSinceAt: wait === null ? null : now - wait * 1000, waitingFirstReply: 0, waitingReply: 0, waitingVips: 0, backlog: 0,
    unconfirmed: 0, inService: 0, available: 0, onDuty: 0, offered: 0, answered: 0, abandoned: 0, serviceLevel: null, abandonmentRate: null, ...more,
  })
  const { targets } = parseSite(siteJson)

  it('are judged by their own limits where they have any', () => {
    const own = new Map([['patient', { longestWaitSeconds: { target: 600, warn: 900, critical: 1800 }, serviceLevel: null }]])
    const ranked = rankQueues([queue('patient', 500), queue('usual', 100)], targets, now, own)
    expect(ranked.map((r) => [r.line.queueId, r.standing])).toEqual([['usual', 'atRisk'], ['patient', 'met']])
  })

  it('have the limits of the site, but for their own', () => {
    const site = parseSite({ ...siteJson, queues: [{ queueId: 'patient', name: 'P', targets: { longestWaitSeconds: { target: 600, warn: 900, critical: 1800 } } }] })
    expect(targetsOf(site, 'patient')).toEqual({ ...site.targets, longestWaitSeconds: { target: 600, warn: 900, critical: 1800 } })
    expect(targetsOf(site, 'usual')).toEqual(site.targets)
    expect([...ownTargets(site).keys()]).toEqual(['patient'])
  })

  it('stand by standing first, then by the longest wait, then by length', () => {
    const ranked = rankQueues([queue('calm', null), queue('risk', 70), queue('worse', 200), queue('bad', 130), queue('long', null, { queueLength: 3 })], targets, now)
    expect(ranked.map((r) => r.line.queueId)).toEqual(['worse', 'bad', 'risk', 'long', 'calm'])
  })

  it('a low service level puts a queue at risk though nobody waits', () => {
    const [first] = rankQueues([queue('a', 10), queue('b', null, { serviceLevel: { hits: 6, total: 10 } })], targets, now)
    expect([first?.line.queueId, first?.standing]).toEqual(['b', 'breached'])
  })

  it('a service level without cases is no data and no risk', () => {
    expect(rankQueues([queue('a', null, { serviceLevel: { hits: 0, total: 0 } })], targets, now)[0]?.standing).toBe('met')
  })
})
