/** Single contacts, days and half hours of the floor as those see them who oversee it. Instants are epoch milliseconds; null is "no data". */
import type { Presence, Ratio } from './model'

export interface AgentName { agentId: string; name: string }

/** What was promised to a customer and is not settled. `deadlineAt` null: it is paused. */
export interface Promised { target: string; startedAt: number | null; warnAt: number | null; deadlineAt: number | null }

export const CONTACT_STATES = ['waiting', 'awaitingReply', 'inService'] as const
export type ContactState = (typeof CONTACT_STATES)[number]

export interface OpenContact {
  source: string | null
  contactId: string
  channel: string
  queueId: string
  vip: boolean
  state: ContactState
  sinceAt: number | null
  /** Who has it, of those whom the reader may see. */
  agents: AgentName[]
  promises: Promised[]
}

export interface AtRisk extends Promised {
  source: string | null
  contactId: string
  channel: string
  queueId: string | null
  segment: string | null
  agents: AgentName[]
}

export interface HalfHour { offered: number; serviceLevel: Ratio | null; abandonmentRate: Ratio | null }
export interface HalfHourPair { at: number; today: HalfHour | null; lastWeek: HalfHour | null }

export interface PresenceSpan { presence: Presence; fromAt: number; toAt: number | null }
export interface AgentLeg {
  source: string | null
  contactId: string
  channel: string
  queueId: string | null
  fromAt: number
  toAt: number | null
  isAccepted: boolean
  handleSeconds: number | null
  replies: number | null
}
export interface AgentDay {
  day: string
  fromAt: number
  toAt: number
  at: number
  isCatchingUp: boolean
  presences: PresenceSpan[]
  legs: AgentLeg[]
  isCut: boolean
}

export type PromiseState = 'running' | 'warned' | 'breached' | 'paused'
export interface PromiseStanding { state: PromiseState; /** That are left, or with breached that it is late. */ seconds: number | null }

/** How a promise stands at an instant; exactly at its deadline it is still in time. */
export function promiseStanding(p: Promised, now: number): PromiseStanding {
  if (p.deadlineAt === null) return { state: 'paused', seconds: null }
  if (now > p.deadlineAt) return { state: 'breached', seconds: (now - p.deadlineAt) / 1000 }
  return { state: p.warnAt !== null && now >= p.warnAt ? 'warned' : 'running', seconds: (p.deadlineAt - now) / 1000 }
}

/** The promise that runs out first; paused ones last. */
export const soonest = (promises: Promised[]): Promised | null =>
  [...promises].sort((a, b) => (a.deadlineAt ?? Infinity) - (b.deadlineAt ?? Infinity))[0] ?? null

/** Lanes for spans that overlap: each takes the first lane that is free when it begins; what finds none among `most` shares the last. */
export function lanes<T extends { fromAt: number; toAt: number | null }>(spans: T[], most: number): { span: T; lane: number }[] {
  const free: number[] = []
  return [...spans].sort((a, b) => a.fromAt - b.fromAt).map((span) => {
    const found = free.findIndex((end) => end <= span.fromAt)
    const lane = Math.min(found < 0 ? free.length : found, most - 1)
    free[lane] = Math.max(free[lane] ?? 0, span.toAt ?? Infinity)
    return { span, lane }
  })
}
