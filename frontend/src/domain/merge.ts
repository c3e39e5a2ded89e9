/** What a wall that shows some queues only may honestly sum: counts, ratios and means. Percentiles, distinct contacts, shares of time and agents are not sums of queues. */
import { earliest, mergeMeans, mergeRatios, sum } from './figures'
import type { Now, QueueFrame, QueueLine, Spread, Waiting, Window } from './model'

const mergeWaiting = (parts: Waiting[]): Waiting => ({
  count: sum(parts.map((p) => p.count)),
  oldestSinceAt: earliest(parts.map((p) => p.oldestSinceAt)),
})

function mergeSpreads(parts: (Spread | null)[]): Spread | null {
  const only = parts.length === 1 ? parts[0] : undefined
  if (only) return only
  const mean = mergeMeans(parts)
  return mean && { ...mean, p50: null, p90: null, p99: null }
}

export function mergeNow(parts: Now[]): Now {
  const only = parts.length === 1 ? parts[0] : undefined
  if (only) return only
  return {
    queueLength: sum(parts.map((p) => p.queueLength)),
    longestWaitSinceAt: earliest(parts.map((p) => p.longestWaitSinceAt)),
    backlog: mergeWaiting(parts.map((p) => p.backlog)),
    waitingFirstReply: mergeWaiting(parts.map((p) => p.waitingFirstReply)),
    waitingReply: mergeWaiting(parts.map((p) => p.waitingReply)),
    inService: sum(parts.map((p) => p.inService)),
    waitingVips: sum(parts.map((p) => p.waitingVips)),
    unconfirmed: sum(parts.map((p) => p.unconfirmed)),
    agents: null,
  }
}

export function mergeWindows(parts: Window[]): Window {
  const only = parts.length === 1 ? parts[0] : undefined
  if (only) return only
  return {
    offered: sum(parts.map((p) => p.offered)),
    distinctContacts: null,
    answered: sum(parts.map((p) => p.answered)),
    abandoned: sum(parts.map((p) => p.abandoned)),
    serviceLevel: mergeRatios(parts.map((p) => p.serviceLevel)),
    abandonmentRate: mergeRatios(parts.map((p) => p.abandonmentRate)),
    asaSeconds: mergeMeans(parts.map((p) => p.asaSeconds)),
    firstResponseSeconds: mergeSpreads(parts.map((p) => p.firstResponseSeconds)),
    firstResponseWithin: mergeRatios(parts.map((p) => p.firstResponseWithin)),
    responseSeconds: mergeSpreads(parts.map((p) => p.responseSeconds)),
    responseWithin: mergeRatios(parts.map((p) => p.responseWithin)),
    handleSeconds: mergeMeans(parts.map((p) => p.handleSeconds)),
    occupancy: null,
    transferRate: mergeRatios(parts.map((p) => p.transferRate)),
    csat: mergeMeans(parts.map((p) => p.csat)),
  }
}

const emptyWindow: Window = {
  offered: null, distinctContacts: null, answered: null, abandoned: null, serviceLevel: null, abandonmentRate: null,
  asaSeconds: null, firstResponseSeconds: null, firstResponseWithin: null, responseSeconds: null, responseWithin: null,
  handleSeconds: null, occupancy: null, transferRate: null, csat: null,
}

export interface Figures { now: Now; window: Window; today: Window | null }

/** The figures of some queues from their lines in the site frame: what a line does not carry stays unknown. */
export function figuresOfLines(lines: QueueLine[]): Figures {
  return {
    now: {
      queueLength: sum(lines.map((l) => l.queueLength)),
      longestWaitSinceAt: earliest(lines.map((l) => l.longestWaitSinceAt)),
      backlog: { count: sum(lines.map((l) => l.backlog)), oldestSinceAt: null },
      waitingFirstReply: { count: sum(lines.map((l) => l.waitingFirstReply)), oldestSinceAt: null },
      waitingReply: { count: sum(lines.map((l) => l.waitingReply)), oldestSinceAt: null },
      inService: sum(lines.map((l) => l.inService)),
      waitingVips: sum(lines.map((l) => l.waitingVips)),
      unconfirmed: sum(lines.map((l) => l.unconfirmed)),
      agents: null,
    },
    window: {
      ...emptyWindow,
      offered: sum(lines.map((l) => l.offered)),
      answered: sum(lines.map((l) => l.answered)),
      abandoned: sum(lines.map((l) => l.abandoned)),
      serviceLevel: mergeRatios(lines.map((l) => l.serviceLevel)),
      abandonmentRate: mergeRatios(lines.map((l) => l.abandonmentRate)),
    },
    today: null,
  }
}

/** The figures of some queues from their own frames; null until every frame is there with that window. */
export function figuresOfQueues(frames: (QueueFrame | undefined)[], window: string): Figures | null {
  const present = frames.filter((f) => f !== undefined)
  const windows = present.map((f) => f.windows[window]).filter((w) => w !== undefined)
  const days = present.map((f) => f.windows['today']).filter((w) => w !== undefined)
  if (!frames.length || windows.length < frames.length || days.length < frames.length) return null
  return { now: mergeNow(present.map((f) => f.now)), window: mergeWindows(windows), today: mergeWindows(days) }
}
