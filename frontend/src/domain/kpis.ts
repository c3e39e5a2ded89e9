/** The six tiles at the top of the wall, without words: what is shown, how it stands, what it is compared with. */
import { meanOf, rateOf } from './figures'
import type { Limit, Mean, Now, PresenceCounts, Ratio, Site, Trend, Window } from './model'
import { judgeHigh, judgeLow, secondsSince, type Standing } from './severity'
import { rollingRate, runningCsat, type Series } from './trend'

export type KpiId = 'queueLength' | 'longestWait' | 'serviceLevel' | 'firstResponse' | 'agentsOnDuty' | 'breachedContacts' | 'abandonmentRate' | 'csat'
export type KpiForm = 'count' | 'duration' | 'percent' | 'score'

export interface Kpi {
  id: KpiId
  form: KpiForm
  value: number | null
  /** Number of cases behind a ratio or mean; null where the figure is a plain count. */
  n: number | null
  /** The whole of which `value` is a part, as agents known. */
  of: number | null
  vips: number
  /** Of the agents on duty; shown where there is neither goal nor change. */
  split: { available: number; busy: number } | null
  standing: Standing
  goal: { sign: '≤' | '≥'; value: number } | null
  /** Change against the same time of the same weekday last week. */
  change: number | null
  series: Series
}

export interface KpiInput {
  site: Site
  now: Now
  window: Window
  today: Window | null
  agents: PresenceCounts | null
  trend: Trend | null
  at: number
  open: boolean
  /** Whether the figures are of some queues only: limits on plain counts are the whole site's and judge nothing then. */
  part: boolean
  /** Whether the agents are of some teams only: the trend's agents are not theirs. */
  someTeams: boolean
  /** Agents on duty as this screen saw them minute by minute, for where the trend does not know. */
  onDutySamples: Series
  /** Contacts with a broken promise that is still open; null: not known. */
  breached: number | null
  /** The same minute by minute, as this screen saw them. */
  breachedSamples: Series
}

/** On duty is whoever is neither offline nor unknown. */
export const onDutyOf = (a: PresenceCounts): number => a.available + a.busy + a.wrapUp + a.break
/** Without any presence feed all are unknown, and nobody can say who is on duty. */
export const presenceKnown = (a: PresenceCounts): boolean => onDutyOf(a) + a.offline > 0
export const knownOf = (a: PresenceCounts): number => onDutyOf(a) + a.offline + a.unknown

const NO_LIMIT: Limit = { target: null, warn: null, critical: null }

const goalOf = (limit: Limit, sign: '≤' | '≥') => {
  const value = limit.target ?? limit.warn
  return value === null ? null : { sign, value }
}

const minus = (a: number | null, b: number | null | undefined): number | null => (a === null || b === null || b === undefined ? null : a - b)

export function kpis(input: KpiInput): Kpi[] {
  const { site, now, window, agents, trend, at } = input
  const targets = input.part ? { ...site.targets, queueLength: NO_LIMIT } : site.targets
  const duty = input.part || input.someTeams ? NO_LIMIT : site.targets.agentsOnDuty
  const points = trend?.points ?? []
  const last = trend?.lastWeek ?? null
  const nobody = agents !== null && presenceKnown(agents) && onDutyOf(agents) === 0
  const wait = secondsSince(now.longestWaitSinceAt, at)
  const waitKnown = now.queueLength === 0 ? 0 : wait
  const lastWait = last && (last.queueLength === 0 ? 0 : last.longestWaitSeconds)
  const onDuty = agents && presenceKnown(agents) ? onDutyOf(agents) : null

  /** A closed floor is not judged; an empty one says so wherever nothing worse is to be said. */
  const stand = (judged: Standing): Standing => {
    if (!input.open) return 'closed'
    return nobody && judged !== 'atRisk' && judged !== 'breached' ? 'empty' : judged
  }
  const tile = (id: KpiId, form: KpiForm, value: number | null, judged: Standing, more: Partial<Kpi>): Kpi => ({
    id, form, value, n: null, of: null, vips: 0, split: null, goal: null, change: null, series: [], ...more, standing: stand(judged),
  })
  const ratioTile = (id: KpiId, r: Ratio | null, judged: Standing, more: Partial<Kpi>) => tile(id, 'percent', rateOf(r), judged, { n: r?.total ?? 0, ...more })
  const csat: Mean | null = input.today?.csat ?? null

  return [
    tile('queueLength', 'count', now.queueLength, judgeLow(now.queueLength, targets.queueLength), {
      vips: now.waitingVips ?? 0,
      goal: goalOf(targets.queueLength, '≤'),
      change: minus(now.queueLength, last?.queueLength),
      series: points.map((p) => p.queueLength),
    }),
    tile('longestWait', 'duration', waitKnown, judgeLow(waitKnown, targets.longestWaitSeconds), {
      goal: goalOf(targets.longestWaitSeconds, '≤'),
      change: minus(waitKnown, lastWait),
      series: points.map((p) => (p.queueLength === 0 ? 0 : p.longestWaitSeconds)),
    }),
    // Where accepts are automatic the service level means nothing, and first response takes its place.
    window.serviceLevel === null && window.firstResponseWithin !== null
      ? ratioTile('firstResponse', window.firstResponseWithin, rateOf(window.firstResponseWithin) === null ? 'noData' : 'noTarget', {})
      : ratioTile('serviceLevel', window.serviceLevel, judgeHigh(rateOf(window.serviceLevel), targets.serviceLevel), {
          goal: goalOf(targets.serviceLevel, '≥'),
          change: minus(rateOf(window.serviceLevel), rateOf(last?.serviceLevel)),
          series: rollingRate(points, 'serviceLevel', 5),
        }),
    tile('agentsOnDuty', 'count', onDuty, judgeHigh(onDuty, duty), {
      of: agents && knownOf(agents),
      split: agents && { available: agents.available, busy: agents.busy },
      goal: goalOf(duty, '≥'),
      change: input.someTeams ? null : minus(onDuty, last?.agentsOnDuty),
      series: points.some((p) => p.agentsOnDuty !== null) && !input.someTeams ? points.map((p) => p.agentsOnDuty) : input.onDutySamples,
    }),
    // Where nothing is known of promises, the abandonment rate takes their place.
    input.breached === null
      ? ratioTile('abandonmentRate', window.abandonmentRate, judgeLow(rateOf(window.abandonmentRate), targets.abandonmentRate), {
          goal: goalOf(targets.abandonmentRate, '≤'),
          change: minus(rateOf(window.abandonmentRate), rateOf(last?.abandonmentRate)),
          series: rollingRate(points, 'abandonmentRate', 5),
        })
      : tile('breachedContacts', 'count', input.breached, input.breached > 0 ? 'breached' : 'met', { goal: { sign: '≤', value: 0 }, series: input.breachedSamples }),
    tile('csat', 'score', meanOf(csat), judgeHigh(meanOf(csat), targets.csat), {
      n: csat?.count ?? 0,
      goal: goalOf(targets.csat, '≥'),
      change: minus(meanOf(csat), meanOf(last?.csat)),
      series: runningCsat(points),
    }),
  ]
}
