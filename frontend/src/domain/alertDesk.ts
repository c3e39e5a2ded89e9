/** Alerts as those see them who see to them. Instants are epoch milliseconds. */

export const ALERT_STATES = ['firing', 'acknowledged', 'resolved', 'takenBack'] as const
export type AlertState = (typeof ALERT_STATES)[number]
export const SEVERITIES = ['critical', 'warning', 'info'] as const
export type Severity = (typeof SEVERITIES)[number]
export const KINDS = ['targetBreached', 'targetWarned', 'figureOff', 'sourceSilent', 'foldLagging', 'channelBroken', 'helpWanted'] as const
export type Kind = (typeof KINDS)[number]

export interface DeskAlert {
  alertId: string
  kind: Kind
  severity: Severity
  state: AlertState
  /** Of the target, rule, source or channel that it is about. */
  name: string
  metric: string | null
  value: number | null
  threshold: number | null
  /** Of how many cases the value is. */
  sample: number | null
  /** Of complaints, where the figure is of one. */
  category: string | null
  /** First and last business day of a figure of whole periods, such as 2026-08-03/2026-08-09. */
  period: string | null
  queueId: string | null
  source: string | null
  contactId: string | null
  agentId: string | null
  vip: boolean
  complaint: boolean
  sinceAt: number | null
  dueAt: number | null
  raisedAt: number | null
  endedAt: number | null
  acknowledgedAt: number | null
  acknowledgedBy: string | null
  assignee: string | null
  reopened: number
}

export interface AlertStep { at: number | null; action: string; actor: string; note: string | null }
export interface Story { alert: DeskAlert; steps: AlertStep[] }

export interface Silence {
  silenceId: string
  queueId: string | null
  kind: Kind | null
  name: string | null
  fromAt: number | null
  untilAt: number | null
  reason: string
  by: string
}

/** What is silenced; null: any. */
export interface SilenceWanted { queueId: string | null; kind: Kind | null; name: string | null; untilAt: number; reason: string }

/** What a rule's figure is: shares are 0 … 1, scores 1 … 5. */
export type FigureForm = 'count' | 'seconds' | 'share' | 'score'
const FORMS: Record<string, FigureForm> = {
  longestWaitSeconds: 'seconds', wrapUpSeconds: 'seconds', sourceSilentSeconds: 'seconds', serviceLevel: 'share', abandonmentRate: 'share', complaintCategoryShare: 'share', csat: 'score',
}
export const figureForm = (metric: string | null): FigureForm => FORMS[metric ?? ''] ?? 'count'

export const isOpen = (a: DeskAlert): boolean => a.state === 'firing' || a.state === 'acknowledged'

/** How late an open promise is, how long it has left, or since when something else is so; what ended has how long it lasted. */
export function standing(a: DeskAlert, now: number): { meaning: 'overdue' | 'left' | 'since' | 'lasted'; seconds: number } | null {
  if (!isOpen(a)) return a.sinceAt === null || a.endedAt === null ? null : { meaning: 'lasted', seconds: Math.max(0, (a.endedAt - a.sinceAt) / 1000) }
  if (a.dueAt !== null) return now >= a.dueAt ? { meaning: 'overdue', seconds: (now - a.dueAt) / 1000 } : { meaning: 'left', seconds: (a.dueAt - now) / 1000 }
  return a.sinceAt === null ? null : { meaning: 'since', seconds: Math.max(0, (now - a.sinceAt) / 1000) }
}
