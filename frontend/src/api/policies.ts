/** Policies, their versions, which one applies, and what a changed one would have done. Administrators change them. */
import { SEVERITIES } from '@/domain/alertDesk'
import { FILTERS, promiseOf, TARGETS, VERDICTS, type Candidate, type Change, type DryRun, type Match, type Policies, type Policy, type Tally, type TargetOf, type Version } from '@/domain/policies'
import { array, count, fields, instant, num, text } from '@/domain/read'
import type { Schemas } from './http'
import type { Session } from './session'

/** The server takes up to a minute. */
const DRY_RUN_PATIENCE_MS = 70_000

/** @param version null: those in force */
export async function fetchPolicies(session: Session, version: number | null): Promise<Policies> {
  return policies(await session.get('/api/sla/policies', version === null ? undefined : new URLSearchParams({ version: String(version) })))
}

export async function fetchVersions(session: Session): Promise<Version[]> {
  return array(fields<Schemas['VersionsJson']>(await session.get('/api/sla/policies/versions')).versions).flatMap(versionOf)
}

/** Where the policy was changed since that version, it is refused: nobody's change is lost unseen. */
export async function savePolicy(session: Session, wanted: Schemas['PolicyJson'] & { policyId: string }, basedOn: number): Promise<Policies> {
  return policies(await session.put('/api/sla/policies/{id}', wanted, wanted.policyId, based(basedOn)))
}

export async function removePolicy(session: Session, id: string, basedOn: number): Promise<void> {
  await session.delete('/api/sla/policies/{id}', id, based(basedOn))
}

export const based = (version: number) => new URLSearchParams({ basedOn: String(version) })

/** @property queue, segment: empty where not known */
export interface Start { target: string; channel: string; queue: string; segment: string }

export async function matchPolicy(session: Session, start: Start): Promise<Match> {
  const query = new URLSearchParams(Object.entries(start).filter(([, v]) => v.trim() !== ''))
  return matchOf(await session.get('/api/sla/policies/match', query))
}

/** All promises of a contact, oldest first. */
export async function targetsOfContact(session: Session, source: string, contact: string): Promise<TargetOf[]> {
  return array(fields<Schemas['TargetsJson']>(await session.get('/api/sla/contacts', new URLSearchParams({ source, contact }))).targets).flatMap(targetOf)
}

export async function tryPolicy(session: Session, wanted: Schemas['PolicyJson'], from: number, to: number): Promise<DryRun> {
  const query = new URLSearchParams({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })
  const o = fields<Schemas['DryRunJson']>(await session.ask('/api/sla/dry-run', query, wanted, DRY_RUN_PATIENCE_MS))
  return { fromAt: instant(o.fromAt) ?? from, toAt: instant(o.toAt) ?? to, before: tally(o.before), after: tally(o.after) }
}

function tally(v: unknown): Tally {
  const o = fields<Schemas['TallyJson']>(v)
  return {
    targets: count(o.targets) ?? 0, met: count(o.met) ?? 0, breached: count(o.breached) ?? 0, cancelled: count(o.cancelled) ?? 0, running: count(o.running) ?? 0, alerts: count(o.alerts) ?? 0, peakAlertsPerMinute: count(o.peakAlertsPerMinute) ?? 0,
    peakAlertsAt: instant(o.peakAlertsAt),
  }
}

function policies(v: unknown): Policies {
  const o = fields<Schemas['PoliciesJson']>(v)
  return { version: num(o.version) ?? 0, effectiveFromAt: instant(o.effectiveFromAt), policies: array(o.policies).flatMap(policy) }
}

const words = (v: unknown): string[] => array(v).filter((w): w is string => typeof w === 'string')

function policy(v: unknown): Policy[] {
  const o = fields<Schemas['PolicyJson']>(v)
  const policyId = text(o.policyId)
  const target = TARGETS.find((t) => t === o.target)
  if (policyId === null || !target) return []
  const p = fields<Schemas['PromiseJson']>(o.promise)
  const pauses = fields<Schemas['PausesJson']>(o.pauses)
  return [{
    policyId, target, name: text(o.name) ?? policyId, queues: words(o.queues), channels: words(o.channels), segments: words(o.segments), promise: promiseOf(num(p.amount), text(p.unit), text(p.time)), warnShare: num(o.warnShare) ?? 0,
    severity: SEVERITIES.find((s) => s === o.severity) ?? 'warning', waitingForCustomer: pauses.waitingForCustomer === true, onHold: pauses.onHold === true, escalation: array(o.escalation).flatMap(stepOf), calendarId: text(o.calendarId),
  }]
}

export function stepOf(v: unknown): { afterSeconds: number; to: string }[] {
  const o = fields<Schemas['StepJson']>(v)
  const afterSeconds = num(o.afterSeconds)
  const to = text(o.to)
  return afterSeconds === null || to === null ? [] : [{ afterSeconds, to }]
}

function versionOf(v: unknown): Version[] {
  const o = fields<Schemas['VersionJson']>(v)
  const version = num(o.version)
  return version === null ? [] : [{ version, effectiveFromAt: instant(o.effectiveFromAt), changedBy: text(o.changedBy) ?? '', changes: array(o.changes).flatMap(change) }]
}

function change(v: unknown): Change[] {
  const o = fields<Schemas['ChangeJson']>(v)
  const what = (['policy', 'calendar', 'use'] as const).find((w) => w === o.what)
  const how = (['made', 'changed', 'takenAway'] as const).find((h) => h === o.how)
  const id = text(o.id)
  return what && how && id !== null ? [{ what, how, id, name: text(o.name) ?? id }] : []
}

function matchOf(v: unknown): Match {
  const o = fields<Schemas['ExplanationJson']>(v)
  return { version: num(o.version) ?? 0, policyId: text(o.policyId), calendarId: text(o.calendarId) ?? '', candidates: array(o.candidates).flatMap(candidate) }
}

function candidate(v: unknown): Candidate[] {
  const o = fields<Schemas['CandidateJson']>(v)
  const policyId = text(o.policyId)
  const verdict = VERDICTS.find((w) => w === o.verdict)
  if (policyId === null || !verdict) return []
  return [{ policyId, verdict, name: text(o.name) ?? policyId, by: FILTERS.filter((f) => words(o.by).includes(f)), misfit: FILTERS.find((f) => f === o.misfit) ?? null }]
}

function targetOf(v: unknown): TargetOf[] {
  const o = fields<Schemas['TargetJson']>(v)
  const target = TARGETS.find((t) => t === o.target)
  const startedAt = instant(o.startedAt)
  if (!target || startedAt === null) return []
  return [{
    target, startedAt, policyId: text(o.policyId) ?? '', rulesVersion: num(o.rulesVersion) ?? 0, state: text(o.state) ?? '', deadlineAt: instant(o.deadlineAt), provisional: o.provisional === true,
    why: typeof o.why === 'object' && o.why !== null ? matchOf(o.why) : null,
  }]
}
