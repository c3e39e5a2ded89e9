/** The site as administrators set it up. */
import type { ContactLink } from './contactLink'
import type { Limit } from './model'

export const SHOWN_AS = ['full', 'pseudonym', 'none'] as const
export type ShownAs = (typeof SHOWN_AS)[number]
export const CHANNELS = ['voice', 'chat', 'email', 'social', 'form', 'ticket', 'other'] as const

/** What the site calls a channel or segment; an empty name is the usual word. */
export interface Word { code: string; name: string; nameEn: string; inUse: boolean }
export interface ShiftWanted { name: string; nameEn: string; from: string; to: string }

export interface SiteTargets {
  queueLength: Limit
  longestWaitSeconds: Limit
  serviceLevel: Limit & { seconds: number | null }
  abandonmentRate: Limit
  agentsOnDuty: Limit
  csat: Limit
  firstResponseSeconds: number | null
  responseSeconds: number | null
}

export const LIMIT_FIELDS = ['shortAbandonSeconds', 'unconfirmedEntryMinutes', 'silentVoiceHours', 'silentChatHours', 'silentOtherDays'] as const
export const SCORE_FIELDS = ['csat', 'firstResponse', 'response', 'firstContactResolution', 'quality', 'pull'] as const
type Numbers<K extends string> = Record<K, number | null>

/** Everything but queues, teams and agents; null numbers are fields left empty. */
export interface SiteSettings {
  configVersion: number
  name: string
  nameEn: string
  zone: string
  dayStartHour: number | null
  workingHours: { from: string; to: string } | null
  shifts: ShiftWanted[]
  targets: SiteTargets
  limits: Numbers<(typeof LIMIT_FIELDS)[number]>
  score: Numbers<(typeof SCORE_FIELDS)[number]>
  channels: Word[]
  segments: Word[]
  /** Empty: by name. */
  agentsShownAs: ShownAs | ''
  contactLinks: ContactLink[]
}

/** What figures depend on: a change makes the board anew from the log, and screens say that it catches up meanwhile. */
const counted = (s: SiteSettings) => [s.zone, s.dayStartHour, s.targets.serviceLevel.seconds, s.targets.firstResponseSeconds, s.targets.responseSeconds, s.limits, s.score]

export const changesFigures = (before: SiteSettings, after: SiteSettings): boolean => JSON.stringify(counted(before)) !== JSON.stringify(counted(after))

export const isChanged = (before: SiteSettings, after: SiteSettings): boolean => JSON.stringify(before) !== JSON.stringify(after)

export interface QueueSetUp {
  queueId: string
  name: string
  nameEn: string
  channel: string
  teamId: string
  longestWaitSeconds: Limit | null
  serviceLevel: Limit | null
}
export interface TeamSetUp { teamId: string; name: string; nameEn: string; agents: number; queues: number }
export interface AgentSetUp { agentId: string; name: string; teamId: string; shownAs: ShownAs | ''; pseudonym: string; shownName: string | null }

/** What events name and nobody has configured. The counts are of all, the lists of the first thousand. */
export interface Newcomers {
  queueCount: number
  queues: { queueId: string; name: string | null }[]
  teamCount: number
  teams: { teamId: string }[]
  agentCount: number
  agents: { agentId: string; teamId: string | null }[]
}

export type ImportKind = 'queues' | 'agents'
/** What a file does, or would do. With faults it can do nothing. `line` is from 1, the heading's; 0: the whole file. */
export interface Import {
  added: number
  changed: number
  unchanged: number
  lines: { line: number; id: string; name: string; outcome: 'added' | 'changed' }[]
  faultCount: number
  faults: { line: number; reason: string; value: string; detail: string }[]
  changesFigures: boolean
}

/** A number as somebody types it, empty being none; undefined: it is no number. */
export function typed(text: string): number | null | undefined {
  const plain = text.trim().replace(/，/g, '.').replace(/,(?=\d{1,2}$)/, '.')
  if (plain === '') return null
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined
}

/** A limit as a form keeps it: one without any number is none. */
export const limitOrNone = (limit: Limit | null): Limit | null => (limit && (limit.target !== null || limit.warn !== null || limit.critical !== null) ? limit : null)
