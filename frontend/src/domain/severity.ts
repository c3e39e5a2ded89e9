/** How a figure stands against the site's limits, and which queue burns first. */
import { rateOf } from './figures'
import type { Limit, QueueLine, QueueTargets, Site, Targets } from './model'

/** met, at risk and breached are judged; the rest say why there is no judgement. */
export type Standing = 'met' | 'atRisk' | 'breached' | 'noTarget' | 'noData' | 'closed' | 'empty'

const RANK: Record<Standing, number> = { breached: 3, atRisk: 2, met: 1, noTarget: 0, noData: 0, closed: 0, empty: 0 }

export const worse = (a: Standing, b: Standing): Standing => (RANK[b] > RANK[a] ? b : a)

/** A figure that should stay low: at the limit itself it still holds. */
export function judgeLow(value: number | null, limit: Limit): Standing {
  if (value === null) return 'noData'
  if (limit.critical !== null && value > limit.critical) return 'breached'
  if (limit.warn !== null && value > limit.warn) return 'atRisk'
  return limit.critical === null && limit.warn === null ? 'noTarget' : 'met'
}

/** A figure that should stay high: at the limit itself it still holds. */
export function judgeHigh(value: number | null, limit: Limit): Standing {
  const mirror = (v: number | null) => (v === null ? null : -v)
  return judgeLow(mirror(value), { target: null, warn: mirror(limit.warn), critical: mirror(limit.critical) })
}

export interface RankedQueue {
  line: QueueLine
  standing: Standing
  waitStanding: Standing
  rateStanding: Standing
  waitSeconds: number | null
}

export const secondsSince = (at: number | null, now: number): number | null => (at === null ? null : Math.max(0, (now - at) / 1000))

/** Limits of single queues, by their id, that replace the site's. */
export type OwnTargets = ReadonlyMap<string, QueueTargets>

export const ownTargets = (site: Site | null): OwnTargets => new Map((site?.queues ?? []).flatMap((q) => (q.targets ? [[q.queueId, q.targets] as const] : [])))

/** The limits that hold for a queue. */
export function targetsOf(site: Site, queueId: string): Targets {
  const own = site.queues.find((q) => q.queueId === queueId)?.targets
  return { ...site.targets, longestWaitSeconds: own?.longestWaitSeconds ?? site.targets.longestWaitSeconds, serviceLevel: own?.serviceLevel ?? site.targets.serviceLevel }
}

function standingOf(line: QueueLine, targets: Targets, now: number, own: QueueTargets | undefined): RankedQueue {
  const waitSeconds = secondsSince(line.longestWaitSinceAt, now)
  const waitStanding = waitSeconds === null ? 'met' : judgeLow(waitSeconds, own?.longestWaitSeconds ?? targets.longestWaitSeconds)
  const rateStanding = judgeHigh(rateOf(line.serviceLevel), own?.serviceLevel ?? targets.serviceLevel)
  return { line, waitSeconds, waitStanding, rateStanding, standing: worse(waitStanding, rateStanding) }
}

/** Queues most at risk first: by standing, then the longest wait, the length, the lowest service level, the name. */
export function rankQueues(lines: QueueLine[], targets: Targets, now: number, own: OwnTargets = new Map()): RankedQueue[] {
  return lines
    .map((line) => standingOf(line, targets, now, own.get(line.queueId)))
    .sort(
      (a, b) =>
        RANK[b.standing] - RANK[a.standing] ||
        (b.waitSeconds ?? -1) - (a.waitSeconds ?? -1) ||
        (b.line.queueLength ?? 0) - (a.line.queueLength ?? 0) ||
        (rateOf(a.line.serviceLevel) ?? 1) - (rateOf(b.line.serviceLevel) ?? 1) ||
        a.line.name.localeCompare(b.line.name),
    )
}
