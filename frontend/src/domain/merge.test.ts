import { describe, expect, it } from 'vitest'
import queueJson from '@/fixtures/frame-queue.json'
import siteJson from '@/fixtures/frame-site-monday-morning.json'
import { parseFrame } from '@/live/protocol'
import { figuresOfLines, figuresOfQueues } from './merge'
import type { QueueFrame, SiteFrame } from './model'

const site = parseFrame(siteJson) as SiteFrame
const queue = parseFrame(queueJson) as QueueFrame

describe('a wall of some queues', () => {
  it('sums counts and ratios of its lines and takes the earliest wait', () => {
    const lines = site.queues.slice(0, 2)
    const { now, window } = figuresOfLines(lines)
    expect(now.queueLength).toBe((lines[0]?.queueLength ?? 0) + (lines[1]?.queueLength ?? 0))
    expect(window.serviceLevel?.total).toBe((lines[0]?.serviceLevel?.total ?? 0) + (lines[1]?.serviceLevel?.total ?? 0))
    expect(now.longestWaitSinceAt).toBe(Math.min(...lines.map((l) => l.longestWaitSinceAt ?? Infinity)))
  })

  it('knows nothing of what a line does not carry', () => {
    const figures = figuresOfLines(site.queues)
    expect([figures.today, figures.window.csat, figures.now.agents, figures.now.waitingReply.oldestSinceAt]).toEqual([null, null, null, null])
  })

  it('one queue keeps its percentiles, two lose them and their agents', () => {
    expect(figuresOfQueues([queue], '30m')?.window.firstResponseSeconds?.p90).not.toBeNull()
    const two = figuresOfQueues([queue, queue], '30m')
    expect(two?.window.firstResponseSeconds).toMatchObject({ count: 2 * (queue.windows['30m']?.firstResponseSeconds?.count ?? 0), p50: null, p90: null, p99: null })
    expect([two?.now.agents, two?.window.occupancy, two?.window.distinctContacts]).toEqual([null, null, null])
  })

  it('waits for all of its frames', () => {
    expect(figuresOfQueues([queue, undefined], '30m')).toBeNull()
    expect(figuresOfQueues([queue], '7m')).toBeNull()
  })

  it('all lines together are the site', () => {
    expect(figuresOfLines(site.queues).now.queueLength).toBe(site.now.queueLength)
    expect(figuresOfLines(site.queues).window.abandonmentRate).toEqual(site.window.abandonmentRate)
  })
})
