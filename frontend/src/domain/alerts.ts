/** Open alerts as a wall shows them. */
import type { AlertLine, AlertsFrame, AlertTotals } from './model'

const SEVERITIES = ['info', 'warning', 'critical'] as const

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

/** Open alerts of a screen by severity, how many of them are listed or not, and how many more there are on the floor. */
export interface AlertSums { shown: AlertTotals; listed: number; unlisted: number; elsewhere: number }

const sumOf = (totals: AlertTotals): number => totals.info + totals.warning + totals.critical

/** A screen of some queues counts those of its queues and those of no queue. */
export function alertSums(frame: AlertsFrame, queues: string[]): AlertSums {
  const listed = alertsOf(frame, queues).length
  const shown = { ...frame.totals }
  if (queues.length) {
    for (const [queueId, totals] of Object.entries(frame.queueTotals)) {
      if (!queues.includes(queueId)) for (const severity of SEVERITIES) shown[severity] = Math.max(0, shown[severity] - totals[severity])
    }
  }
  return { shown, listed, unlisted: Math.max(0, sumOf(shown) - listed), elsewhere: sumOf(frame.totals) - sumOf(shown) }
}

/** Contacts with a broken promise in the queues that a screen shows, or in all; null: not known. */
export function breachedContacts(frame: AlertsFrame | null, queues: string[]): number | null {
  if (!frame?.breached) return null
  const { contacts, queues: counts } = frame.breached
  return queues.length ? queues.reduce((sum, id) => sum + (counts[id] ?? 0), 0) : contacts
}

export const PULSE_MS = 5_000

/** Since when each critical alert that is listed has been seen, on the machine's scale; those of before this screen opened are nothing new. */
export type Newness = ReadonlyMap<string, number>

export function noteCritical(before: Newness | null, alerts: AlertLine[], machine: number): Newness {
  const critical = alerts.filter((a) => a.severity === 'critical' && !a.acknowledged)
  return new Map(critical.map((a) => [a.alertId, before ? (before.get(a.alertId) ?? machine) : -PULSE_MS]))
}

export const isNew = (seen: Newness, alertId: string, machine: number): boolean => machine - (seen.get(alertId) ?? -PULSE_MS) < PULSE_MS
