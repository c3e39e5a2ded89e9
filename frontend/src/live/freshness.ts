/** How old the data on the screen is, as a state. The server beats every 2 s, so a quiet night is not stale. */
import type { Link } from './socket'

export const LATE_MS = 6_000
export const STALE_MS = 15_000

/** connecting: nothing ever arrived. late: older than 6 s. stale: older than 15 s, or the line is down. */
export type Freshness = 'connecting' | 'live' | 'late' | 'stale'

export function freshness(link: Link, machine: number): Freshness {
  if (link.lastMessageAt === null) return link.attempt > 0 || link.ending ? 'stale' : 'connecting'
  const age = machine - link.lastMessageAt
  if (!link.open || age > STALE_MS) return 'stale'
  return age > LATE_MS ? 'late' : 'live'
}
