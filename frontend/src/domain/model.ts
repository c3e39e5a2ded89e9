/** What the screens know: shapes of a site, its frames and its trend, after parsing. `null` is "no data", never zero. Instants are epoch milliseconds. */

import type { Announcement } from './announcement'

export interface Ratio { hits: number; total: number }
export interface Mean { sum: number; count: number }
/** A mean of durations in seconds with percentiles of the same values; the percentiles cannot be merged. */
export interface Spread extends Mean { p50: number | null; p90: number | null; p99: number | null }
export interface Waiting { count: number | null; oldestSinceAt: number | null }

export const PRESENCES = ['busy', 'available', 'wrapUp', 'break', 'unknown', 'offline'] as const
export type Presence = (typeof PRESENCES)[number]
export type PresenceCounts = Record<Presence, number>

export interface Now {
  queueLength: number | null
  longestWaitSinceAt: number | null
  backlog: Waiting
  waitingFirstReply: Waiting
  waitingReply: Waiting
  inService: number | null
  waitingVips: number | null
  unconfirmed: number | null
  /** Each agent counted once at this level; null where the level has none to count. */
  agents: PresenceCounts | null
}

export interface Window {
  offered: number | null
  distinctContacts: number | null
  answered: number | null
  abandoned: number | null
  serviceLevel: Ratio | null
  abandonmentRate: Ratio | null
  asaSeconds: Mean | null
  firstResponseSeconds: Spread | null
  firstResponseWithin: Ratio | null
  responseSeconds: Spread | null
  responseWithin: Ratio | null
  handleSeconds: Mean | null
  occupancy: Ratio | null
  transferRate: Ratio | null
  csat: Mean | null
}

/** The compact line of one queue inside a site frame. */
export interface QueueLine {
  queueId: string
  name: string
  queueLength: number | null
  longestWaitSinceAt: number | null
  waitingFirstReply: number | null
  waitingReply: number | null
  waitingVips: number | null
  backlog: number | null
  unconfirmed: number | null
  inService: number | null
  available: number | null
  onDuty: number | null
  offered: number | null
  answered: number | null
  abandoned: number | null
  serviceLevel: Ratio | null
  abandonmentRate: Ratio | null
}

/** `team`: what small samples are pulled to, that of the site where `isTeam` is false; null: fewer than five people stand behind it. */
export interface ScoreComponent { name: string; weight: number | null; n: number | null; value: number | null; own: Mean | null; team: Mean | null; isTeam: boolean }
/** A service score, 0–100, of `n` answered contacts; `value` null: too small a sample, or nothing to score. */
export interface Score { value: number | null; n: number | null; components: ScoreComponent[] }
/** `rolling`: the score of 30 days. */
export interface TeamLine { teamId: string; name: string; agentsOnDuty: number | null; score: Score | null; rolling: Score | null }
export const SOURCE_STATES = ['live', 'silent', 'catchingUp', 'importing'] as const
export type SourceState = (typeof SOURCE_STATES)[number]
/** `reachedAt`: where it catches up or imports, how far in time what it tells has come. */
export interface SourceLine { source: string; state: SourceState; lastSeenAt: number | null; skewMs: number | null; reachedAt: number | null }
export interface ChannelLine { channel: string; now: Now; window: Window }

/** What every frame carries: where it stands in the log and in time. */
export interface FrameHead {
  topic: string
  epoch: string
  n: number
  configVersion: number | null
  at: number
  serverAt: number | null
  rate: number
  mode: 'live' | 'replay'
  state: 'live' | 'catchingUp'
  lagSeconds: number | null
}

export interface SiteFrame extends FrameHead {
  kind: 'site'
  sources: SourceLine[]
  now: Now
  window: Window
  today: Window
  channels: ChannelLine[]
  teams: TeamLine[]
  queues: QueueLine[]
  /** First contact resolution over 30 days; null until history was summed up. */
  resolution: Ratio | null
}

export interface QueueFrame extends FrameHead {
  kind: 'queue'
  queueId: string
  name: string
  now: Now
  windows: Record<string, Window>
}

/** One agent in the matrix; id, name and score are absent on a display for the floor. */
export interface AgentLine {
  agentId: string | null
  name: string | null
  teamId: string | null
  presence: Presence
  sinceAt: number | null
  /** Those that the agent serves; none on a display for the floor. */
  queues: string[]
  inService: number | null
  answeredToday: number | null
  score: Score | null
  /** The score of 30 days. */
  rolling: Score | null
}

/** One agent over all windows. `isShown` false: nothing is known of the agent, or the viewer may not see it. */
export interface AgentFrame extends FrameHead {
  kind: 'agent'
  agentId: string
  isShown: boolean
  name: string
  teamId: string | null
  presence: Presence
  sinceAt: number | null
  windows: Record<string, Window>
  score: Score | null
  rolling: Score | null
}

export interface AgentsFrame extends FrameHead { kind: 'agents'; agents: AgentLine[] }

export type AlertSeverity = 'info' | 'warning' | 'critical'

export type AlertTotals = Record<AlertSeverity, number>

/** One open alert; who acknowledged it is absent on a display for the floor. */
export interface AlertLine {
  alertId: string
  kind: string
  severity: AlertSeverity
  name: string
  queue: string | null
  queueId: string | null
  source: string | null
  /** Of complaints, where the figure is of one. */
  category: string | null
  sinceAt: number | null
  dueAt: number | null
  acknowledged: boolean
  acknowledgedBy: string | null
  vip: boolean
  complaint: boolean
}

export interface AlertsFrame extends FrameHead {
  kind: 'alerts'
  /** False: the server cannot read its alerts now, so nothing is known. */
  known: boolean
  totals: AlertTotals
  /** Of each queue that has any, also of alerts that are not listed; what is missing from the totals belongs to no queue. */
  queueTotals: Record<string, AlertTotals>
  /** Worst first; there may be more than are listed. */
  alerts: AlertLine[]
  /** Contacts with a promise that is broken and still open, in all and by queue; null: not known. */
  breached: { contacts: number; queues: Record<string, number> } | null
}

export interface AnnouncementsFrame extends FrameHead { kind: 'announcements'; announcements: Announcement[] }

export type Frame = SiteFrame | QueueFrame | AgentFrame | AgentsFrame | AlertsFrame | AnnouncementsFrame

/** The newest frame of each topic; `people`: of single agents. */
export interface Board { site: SiteFrame | null; agents: AgentsFrame | null; alerts: AlertsFrame | null; announcements: AnnouncementsFrame | null; queues: Record<string, QueueFrame>; people: Record<string, AgentFrame> }

export interface Shift { name: string; nameEn: string; from: string; to: string }
export interface Limit { target: number | null; warn: number | null; critical: number | null }

export interface Targets {
  queueLength: Limit
  longestWaitSeconds: Limit
  serviceLevel: Limit
  serviceLevelSeconds: number | null
  abandonmentRate: Limit
  agentsOnDuty: Limit
  csat: Limit
  firstResponseSeconds: number | null
}

/** Limits of one queue that replace the site's; null: the site's hold. */
export interface QueueTargets { longestWaitSeconds: Limit | null; serviceLevel: Limit | null }

export interface Site {
  name: string
  zone: string
  dayStartHour: number
  configVersion: number | null
  mode: 'live' | 'replay'
  /** Null: the same in English. */
  nameEn: string | null
  queues: { queueId: string; name: string; nameEn: string | null; targets: QueueTargets | null }[]
  teams: { teamId: string; name: string; nameEn: string | null }[]
  /** What the site calls its channels; null: the usual word. */
  channels: { channel: string; name: string | null; nameEn: string | null; inUse: boolean }[]
  shifts: Shift[]
  workingHours: { from: string; to: string } | null
  targets: Targets
  audience: 'floor' | 'supervisors'
}

export interface TrendPoint {
  at: number
  offered: number | null
  queueLength: number | null
  longestWaitSeconds: number | null
  serviceLevel: Ratio | null
  abandonmentRate: Ratio | null
  agentsOnDuty: number | null
  csat: Mean | null
}

/** Minutes up to now, oldest first, and the figures of the same instant one week before. While it catches up, minutes may be missing. */
export interface Trend { at: number; catchingUp: boolean; lagSeconds: number | null; points: TrendPoint[]; lastWeek: TrendPoint | null }
