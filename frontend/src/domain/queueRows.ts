/** The queues of the floor as a list for those who oversee them. */
import { rateOf } from './figures'
import type { AlertTotals, AlertsFrame } from './model'
import { fits, sorted, type Sorting } from './rows'
import type { RankedQueue, Standing } from './severity'

export const QUEUE_FILTERS = ['all', 'off', 'waiting'] as const
/** all; off: at risk or breached; waiting: somebody waits, for an agent or a reply. */
export type QueueFilter = (typeof QUEUE_FILTERS)[number]

export interface QueueWish { search: string; filter: QueueFilter; sorting: Sorting }

export const alertsOfQueue = (frame: AlertsFrame | null, queueId: string): AlertTotals =>
  frame?.queueTotals[queueId] ?? { info: 0, warning: 0, critical: 0 }

export const isOff = (s: Standing): boolean => s === 'breached' || s === 'atRisk'

const somebodyWaits = ({ line }: RankedQueue): boolean =>
  [line.queueLength, line.waitingFirstReply, line.waitingReply, line.backlog].some((n) => (n ?? 0) > 0)

/** Those that fit, in the order wished. `risk` is the order they come in: the worst first. */
export function queueRows(ranked: RankedQueue[], frame: AlertsFrame | null, wish: QueueWish): RankedQueue[] {
  const found = ranked.filter(
    (r) => fits(wish.search, r.line.name, r.line.queueId) && (wish.filter === 'all' || (wish.filter === 'off' ? isOff(r.standing) : somebodyWaits(r))),
  )
  const { key, down } = wish.sorting
  if (key === 'risk') return down ? found : found.reverse()
  return sorted(found, (r) => valueOf(r, key, frame), down)
}

function valueOf(r: RankedQueue, key: string, frame: AlertsFrame | null): number | string | null {
  const { line } = r
  switch (key) {
    case 'name': return line.name
    case 'wait': return r.waitSeconds
    case 'firstReply': return line.waitingFirstReply
    case 'reply': return line.waitingReply
    case 'agents': return line.available
    case 'serviceLevel': return rateOf(line.serviceLevel)
    case 'abandonment': return rateOf(line.abandonmentRate)
    case 'offered': return line.offered
    case 'inService': return line.inService
    case 'alerts': {
      const a = alertsOfQueue(frame, line.queueId)
      return a.critical * 1_000_000 + a.warning * 1_000 + a.info
    }
    default: return line.queueLength
  }
}
