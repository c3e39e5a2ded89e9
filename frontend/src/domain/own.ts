/** What an agent sees of the own work. Instants are epoch milliseconds, `null` is "no data". */
import type { Mean, Presence, Ratio, Spread } from './model'
import { meanOf, rateOf } from './figures'

export interface OwnContact {
  sourceId: number
  contactId: string
  channel: string
  queueId: string
  sinceAt: number | null
  /** Null: the customer does not wait. */
  waitingSinceAt: number | null
  awaitsFirstReply: boolean
}

export interface OwnQueue { queueId: string; name: string; waiting: number; waitingSinceAt: number | null }

export interface OwnWindow {
  answered: number | null
  firstResponseSeconds: Spread | null
  firstResponseWithin: Ratio | null
  responseWithin: Ratio | null
  handleSeconds: Mean | null
  repliesPerLeg: Mean | null
}

export interface ScorePart { name: string; weight: number | null; own: Mean | null; n: number; value: number | null }
export interface OwnScore { value: number | null; tooSmall: boolean; ratings: number; answered: number; parts: ScorePart[] }

/** The newest state of the topic agent:{id}. */
export interface OwnState {
  name: string
  teamId: string | null
  presence: Presence
  sinceAt: number | null
  contacts: OwnContact[]
  queues: OwnQueue[]
  today: OwnWindow
  score: OwnScore | null
  month: { at: number | null; score: OwnScore } | null
}

/** By when a contact is to be answered; `by` score: no promise, but the limit of the figure that counts in the own score. */
export interface Deadline { sourceId: number; contactId: string; queue: string; waitingSinceAt: number | null; dueAt: number | null; warnAt: number | null; by: 'promise' | 'score' | null }

export interface Median { value: number | null; people: number }
export interface Comparison {
  team: string | null
  answered: Median
  firstResponseWithin: Median
  firstResponseSeconds: Median
  responseWithin: Median
  handleSeconds: Median
  repliesPerLeg: Median
  /** Of the scores of 30 days. */
  monthScore: Median
  firstResponseLimitSeconds: number | null
  responseLimitSeconds: number | null
  withinTarget: number | null
}

export interface OwnDay { day: string; answered: number; firstResponseWithin: Ratio | null; responseWithin: Ratio | null; handleSeconds: Mean | null; repliesPerLeg: Mean | null }
export interface Month { fromDay: string; toDay: string; days: OwnDay[]; reopenRate: Ratio | null }

export interface RatingGroup { fromDay: string; toDay: string; csat: Mean | null; good: Ratio | null }
export interface Ratings { groups: RatingGroup[]; waiting: number; leftOut: number }

export interface Served {
  sourceId: number
  contactId: string
  channel: string
  queue: string | null
  endedAt: number | null
  firstResponseLate: boolean
  responseLate: boolean
  isExcluded: boolean
}

export const APPEAL_STATES = ['open', 'accepted', 'rejected', 'withdrawn'] as const
export type AppealState = (typeof APPEAL_STATES)[number]
export interface Appeal {
  appealId: string
  agentId: string
  agent: string
  teamId: string | null
  sourceId: number
  contactId: string
  channel: string
  queue: string | null
  servedAt: number | null
  reason: string
  state: AppealState
  createdAt: number | null
  decidedAt: number | null
  decidedBy: string | null
  note: string | null
}

export const HELP_REASONS = ['customer', 'approval', 'system', 'other'] as const
export type HelpReason = (typeof HELP_REASONS)[number]
export interface HelpCall { reason: HelpReason; sinceAt: number | null; acknowledgedBy: string | null }

/** calm: time enough. risk: it presses. late: the deadline passed. open: nothing says until when. */
export type Urgency = 'calm' | 'risk' | 'late' | 'open'

/** A customer who waits for the agent's reply. */
export interface Waiter extends OwnContact { key: string; queue: string; waitingSinceAt: number; dueAt: number | null; warnAt: number | null; by: 'promise' | 'score' | null }

const keyOf = (c: { sourceId: number; contactId: string }): string => `${c.sourceId}/${c.contactId}`

/** Those who wait, the most pressing first. A deadline read for an earlier message of the same customer is not theirs any more. */
export function waiters(contacts: OwnContact[], deadlines: Deadline[], queueName: (id: string) => string): Waiter[] {
  const found = new Map(deadlines.map((d) => [keyOf(d), d]))
  return contacts
    .flatMap((c) => {
      if (c.waitingSinceAt === null) return []
      const due = found.get(keyOf(c))
      const isTheirs = due !== undefined && due.waitingSinceAt === c.waitingSinceAt
      return [{
        ...c, key: keyOf(c), waitingSinceAt: c.waitingSinceAt, queue: due?.queue ?? queueName(c.queueId),
        dueAt: isTheirs ? due.dueAt : null, warnAt: isTheirs ? due.warnAt : null, by: isTheirs ? due.by : null,
      }]
    })
    .sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) || a.waitingSinceAt - b.waitingSinceAt || a.key.localeCompare(b.key))
}

export function urgency(w: { dueAt: number | null; warnAt: number | null }, now: number): Urgency {
  if (w.dueAt === null) return 'open'
  if (now > w.dueAt) return 'late'
  return w.warnAt !== null && now >= w.warnAt ? 'risk' : 'calm'
}

/** Whether a wait is so new that its deadline was not read yet: the same contacts with the same waits have the same deadlines. */
export const signature = (contacts: OwnContact[]): string => contacts.map((c) => `${keyOf(c)}@${c.waitingSinceAt ?? ''}`).sort().join()

/** How a figure is written. */
export type Unit = 'count' | 'rate' | 'seconds' | 'mean'
export interface Row { name: string; unit: Unit; own: number | null; n: number | null; median: Median | null; target: number | null }

/** Today's own figures beside the team's middle. Quality stands beside speed: replies per contact, and how many customers came back. */
export function rows(today: OwnWindow, c: Comparison | null, reopened: Ratio | null): Row[] {
  const rate = (name: string, own: Ratio | null, median: Median | undefined, target: number | null = null): Row => ({ name, unit: 'rate', own: rateOf(own), n: own?.total ?? 0, median: median ?? null, target })
  const mean = (name: string, unit: Unit, own: Mean | null, median: Median | undefined): Row => ({ name, unit, own: meanOf(own), n: own?.count ?? 0, median: median ?? null, target: null })
  return [
    { name: 'answered', unit: 'count', own: today.answered, n: null, median: c?.answered ?? null, target: null },
    rate('firstResponseWithin', today.firstResponseWithin, c?.firstResponseWithin, c?.withinTarget ?? null),
    rate('responseWithin', today.responseWithin, c?.responseWithin),
    mean('firstResponseSeconds', 'seconds', today.firstResponseSeconds, c?.firstResponseSeconds),
    mean('handleSeconds', 'seconds', today.handleSeconds, c?.handleSeconds),
    mean('repliesPerLeg', 'mean', today.repliesPerLeg, c?.repliesPerLeg),
    rate('reopenRate', reopened, undefined),
  ]
}

/** The day after a business day such as 2026-03-02, as periods end. */
export const dayAfter = (day: string): string => new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** All days of a range, oldest first; those that are missing have null. */
export function calendar(fromDay: string, toDay: string, days: OwnDay[]): { day: string; found: OwnDay | null }[] {
  const found = new Map(days.map((d) => [d.day, d]))
  const all: { day: string; found: OwnDay | null }[] = []
  const end = Date.parse(`${toDay}T12:00:00Z`)
  for (let at = Date.parse(`${fromDay}T12:00:00Z`); at <= end && all.length < 62; at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    all.push({ day, found: found.get(day) ?? null })
  }
  return all
}
