/** Policies: promises and to whom they are made. Instants are epoch milliseconds. */
import { SEVERITIES, type Severity } from './alertDesk'
import { LENGTH_UNITS, lengthOf, secondsOf, type LengthUnit } from './length'

export const TARGETS = ['answer', 'firstResponse', 'nextResponse', 'resolution', 'complaintAnswer', 'complaintFollowUp', 'feedbackAnswer', 'suggestionAnswer', 'improvementMeasure'] as const
export type Target = (typeof TARGETS)[number]
export const CHANNELS = ['voice', 'chat', 'email', 'social', 'form', 'ticket', 'other'] as const
export const SEGMENTS = ['new', 'returning', 'vip', 'other'] as const
export const PROMISE_UNITS = [...LENGTH_UNITS, 'workingDays', 'plannedDate', 'none'] as const
export type PromiseUnit = (typeof PROMISE_UNITS)[number]
/** The server's own, which has no name in it. */
export const USUAL_WARN_SHARE = 2 / 3

export interface Promised { amount: number | null; unit: PromiseUnit; isBusiness: boolean }
export interface Step { afterSeconds: number; to: string }

export interface Policy {
  policyId: string
  name: string
  target: Target
  /** Empty: all. */
  queues: string[]
  channels: string[]
  segments: string[]
  /** Unit none: it promises nothing, which switches wider policies off where this one applies. */
  promise: Promised
  /** 0: it does not warn. */
  warnShare: number
  severity: Severity
  waitingForCustomer: boolean
  onHold: boolean
  escalation: Step[]
  /** Null: the queue's, else the site's. */
  calendarId: string | null
}

export interface Policies { version: number; effectiveFromAt: number | null; policies: Policy[] }

export const FILTERS = ['queue', 'segment', 'channel'] as const
export type Filter = (typeof FILTERS)[number]
export const VERDICTS = ['chosen', 'lessSpecific', 'laterById', 'notMeant'] as const
export type Verdict = (typeof VERDICTS)[number]
/** What became of one policy when one was looked for. */
export interface Candidate { policyId: string; name: string; verdict: Verdict; by: Filter[]; misfit: Filter | null }
/** @property policyId null: none, so there is no clock */
export interface Match { version: number; policyId: string | null; calendarId: string; candidates: Candidate[] }
/** One promise of one contact, with why it falls under its policy. */
export interface TargetOf { target: Target; policyId: string; rulesVersion: number; state: string; startedAt: number; deadlineAt: number | null; provisional: boolean; why: Match | null }

export interface Change { what: 'policy' | 'calendar' | 'use'; id: string; name: string; how: 'made' | 'changed' | 'takenAway' }
export interface Version { version: number; effectiveFromAt: number | null; changedBy: string; changes: Change[] }

/** What came of the clocks of a period, by some rules. */
export interface Tally { targets: number; met: number; breached: number; cancelled: number; running: number; alerts: number; peakAlertsPerMinute: number; peakAlertsAt: number | null }
export interface DryRun { fromAt: number; toAt: number; before: Tally; after: Tally }

/** The filters that a policy has, most specific first. */
export const filtersOf = (p: Pick<Policy, 'queues' | 'segments' | 'channels'>): Filter[] => FILTERS.filter((f) => p[`${f}s`].length > 0)

/** A queue counts more than a segment, and a segment more than a channel. */
export const specificity = (p: Pick<Policy, 'queues' | 'segments' | 'channels'>): number => filtersOf(p).reduce((sum, f) => sum + { queue: 4, segment: 2, channel: 1 }[f], 0)

/** As they are asked: target by target, the most specific first, of equally specific ones the first by id. */
export function byTarget(policies: readonly Policy[]): { target: Target; policies: Policy[] }[] {
  const order = (a: Policy, b: Policy) => specificity(b) - specificity(a) || (a.policyId < b.policyId ? -1 : 1)
  return TARGETS.map((target) => ({ target, policies: policies.filter((p) => p.target === target).sort(order) })).filter((g) => g.policies.length > 0)
}

/** A promise as it is kept, in seconds, in the unit that a person thinks in; unit null: none. */
export function promiseOf(amount: number | null, unit: string | null, time: string | null): Promised {
  if (unit === 'plannedDate') return { amount: null, unit, isBusiness: false }
  if (unit === 'workingDays') return { amount, unit, isBusiness: true }
  if (unit === null || amount === null) return { amount: null, unit: 'none', isBusiness: false }
  const isBusiness = time === 'business'
  const length = lengthOf(amount)
  // A day of business time is not one length.
  return isBusiness && length.unit === 'days' ? { amount: amount / 3600, unit: 'hours', isBusiness } : { ...length, isBusiness }
}

export const isLength = (unit: PromiseUnit): unit is LengthUnit => (LENGTH_UNITS as readonly string[]).includes(unit)
/** Units that a promise of this target may have. */
export const unitsOf = (target: Target): PromiseUnit[] => PROMISE_UNITS.filter((u) => u === 'none' || (u === 'plannedDate') === (target === 'improvementMeasure'))
export const mayBeBusiness = (unit: PromiseUnit): boolean => isLength(unit) && unit !== 'days'
const CLOCKS_OF_SERVICE: readonly Target[] = ['resolution', 'firstResponse', 'nextResponse']
/** Which pauses a clock may have. */
export const mayPause = (target: Target, unit: PromiseUnit): { onHold: boolean; waitingForCustomer: boolean } => {
  const any = isLength(unit) && CLOCKS_OF_SERVICE.includes(target)
  return { onHold: any, waitingForCustomer: any && target === 'resolution' }
}

/** After how long it warns; null: it does not, or that depends on the case. */
export function warnAfter(promise: Promised, share: number): number | null {
  return share > 0 && isLength(promise.unit) && promise.amount !== null ? Math.round(secondsOf({ amount: promise.amount, unit: promise.unit }) * share) : null
}

/** Its share of the promised time in percent. */
export const warnPercent = (p: Pick<Policy, 'warnShare'>): number => Math.round(p.warnShare * 100)

/** An id that no policy has, for a new one. */
export function freeId(target: Target, taken: readonly string[]): string {
  const base = target.replace(/[A-Z]/g, (l) => `-${l.toLowerCase()}`)
  if (!taken.includes(base)) return base
  let n = 2
  while (taken.includes(`${base}-${n}`)) n++
  return `${base}-${n}`
}

export interface PolicyForm extends Omit<Policy, 'promise' | 'warnShare' | 'escalation' | 'calendarId' | 'target' | 'severity'> {
  target: string
  severity: string
  amount: number | null
  unit: string
  isBusiness: boolean
  /** Of the promised time, 0 to 99; null or 0: it does not warn. */
  warnPercent: number | null
  steps: { key: number; afterSeconds: number | null; to: string }[]
  /** Empty: the queue's, else the site's. */
  calendarId: string
}

export function formOf(p: Policy | null, taken: readonly string[]): PolicyForm {
  return {
    policyId: p?.policyId ?? freeId('answer', taken), name: p?.name ?? '', target: p?.target ?? 'answer', queues: [...(p?.queues ?? [])], channels: [...(p?.channels ?? [])], segments: [...(p?.segments ?? [])],
    amount: p ? p.promise.amount : 30, unit: p?.promise.unit ?? 'seconds', isBusiness: p?.promise.isBusiness ?? true, warnPercent: warnPercent(p ?? { warnShare: USUAL_WARN_SHARE }), severity: p?.severity ?? 'warning',
    waitingForCustomer: p?.waitingForCustomer ?? false, onHold: p?.onHold ?? false, steps: (p?.escalation ?? []).map((s, key) => ({ ...s, key })), calendarId: p?.calendarId ?? '',
  }
}

export const targetOf = (form: Pick<PolicyForm, 'target'>): Target => TARGETS.find((t) => t === form.target) ?? 'answer'
export const unitOf = (form: Pick<PolicyForm, 'unit'>): PromiseUnit => PROMISE_UNITS.find((u) => u === form.unit) ?? 'none'

/** As it is sent. A share that was not touched stays exactly what it was: two thirds are no whole number of percent. */
export function policyWanted(form: PolicyForm, before: Policy | null) {
  const target = targetOf(form)
  const unit = unitOf(form)
  const pauses = mayPause(target, unit)
  const forAll = target === 'improvementMeasure'
  const kept = before?.warnShare ?? USUAL_WARN_SHARE
  return {
    policyId: form.policyId.trim(), name: form.name.trim(), target, queues: forAll ? [] : form.queues, channels: forAll ? [] : form.channels, segments: forAll ? [] : form.segments,
    ...(unit === 'none' ? {} : { promise: unit === 'plannedDate' ? { unit } : { unit, ...(form.amount === null ? {} : { amount: form.amount }), ...(isLength(unit) ? { time: form.isBusiness && mayBeBusiness(unit) ? 'business' : 'calendar' } : {}) } }),
    warnShare: Math.round(kept * 100) === (form.warnPercent ?? 0) ? kept : (form.warnPercent ?? 0) / 100,
    severity: SEVERITIES.find((s) => s === form.severity) ?? 'warning',
    pauses: { waitingForCustomer: form.waitingForCustomer && pauses.waitingForCustomer, onHold: form.onHold && pauses.onHold },
    escalation: stepsWanted(form.steps),
    ...(form.calendarId ? { calendarId: form.calendarId } : {}),
  }
}

/** Steps with what was entered, in the order of their time; one without anything is none. */
export const stepsWanted = (steps: readonly { afterSeconds: number | null; to: string }[]) =>
  [...steps].sort((a, b) => (a.afterSeconds ?? 0) - (b.afterSeconds ?? 0)).filter((s) => s.afterSeconds !== null || s.to.trim() !== '').map((s) => ({ ...(s.afterSeconds === null ? {} : { afterSeconds: s.afterSeconds }), to: s.to.trim() }))

/** The share of the clocks that ended, and were kept. */
export const keptOf = (t: Tally): { hits: number; total: number } => ({ hits: t.met, total: t.met + t.breached })

export const PERIODS = [7, 14, 30, 90] as const
