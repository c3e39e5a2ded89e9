/** Open alerts as a wall shows them. */
import type { AlertLine, AlertsFrame } from './model'

/** Those of the queues that a screen shows, and those of no queue; empty: all. */
export const alertsOf = (frame: AlertsFrame | null, queues: string[]): AlertLine[] =>
  (frame?.alerts ?? []).filter((a) => !queues.length || a.queueId === null || queues.includes(a.queueId))

export interface AlertAge { seconds: number; meaning: 'overdue' | 'left' | 'since' }

/** How late a promise is, how long it has left, or since when something else is so. */
export function alertAge(alert: AlertLine, now: number): AlertAge | null {
  if (alert.dueAt !== null) {
    const seconds = (now - alert.dueAt) / 1000
    return seconds >= 0 ? { seconds, meaning: 'overdue' } : { seconds: -seconds, meaning: 'left' }
  }
  return alert.sinceAt === null ? null : { seconds: Math.max(0, (now - alert.sinceAt) / 1000), meaning: 'since' }
}

/** How many are open that the frame does not list. */
export const unlisted = (frame: AlertsFrame | null): number =>
  frame ? Math.max(0, frame.totals.info + frame.totals.warning + frame.totals.critical - frame.alerts.length) : 0
