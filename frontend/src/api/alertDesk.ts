/** Alerts, their story, and silences. */
import { ALERT_STATES, KINDS, SEVERITIES, type AlertState, type AlertStep, type DeskAlert, type Kind, type Severity, type Silence, type SilenceWanted, type Story } from '@/domain/alertDesk'
import { array, count, fields, instant, num, text } from '@/domain/read'
import { page, type Page, type Schemas } from './http'
import type { Session } from './session'

/** Empty or null: any. Instants are epoch milliseconds. */
export interface AlertSearch { states: AlertState[]; severity: Severity | ''; kind: Kind | ''; queue: string; from: number | null; to: number | null }

/** Newest first. */
export async function fetchAlerts(session: Session, search: AlertSearch, before: string | null): Promise<Page<DeskAlert>> {
  const query = new URLSearchParams()
  if (search.states.length) query.set('state', search.states.join(','))
  for (const name of ['severity', 'kind', 'queue'] as const) if (search[name].trim()) query.set(name, search[name].trim())
  for (const name of ['from', 'to'] as const) if (search[name] !== null) query.set(name, new Date(search[name]).toISOString())
  if (before !== null) query.set('before', before)
  return page(await session.get('/api/alerts', query), 'alerts', alert)
}

export async function fetchStory(session: Session, id: string): Promise<Story | null> {
  const o = fields<Schemas['StoryJson']>(await session.get('/api/alerts/{id}', undefined, id))
  const found = alert(o.alert)[0]
  return found ? { alert: found, steps: array(o.steps).map(step) } : null
}

export async function acknowledge(session: Session, id: string, note: string): Promise<void> {
  await session.post('/api/alerts/{id}/acknowledge', noted(note), id)
}

export async function resolve(session: Session, id: string, note: string): Promise<void> {
  await session.post('/api/alerts/{id}/resolve', noted(note), id)
}

export async function addNote(session: Session, id: string, note: string): Promise<void> {
  await session.post('/api/alerts/{id}/notes', noted(note), id)
}

/** @param assignee empty: nobody any more */
export async function assign(session: Session, id: string, assignee: string): Promise<void> {
  await session.post('/api/alerts/{id}/assign', (assignee.trim() ? { assignee: assignee.trim() } : {}) satisfies Schemas['AssigneeJson'], id)
}

const noted = (note: string): Schemas['NoteJson'] => (note.trim() ? { note: note.trim() } : {})

/** Those that are not over, and how long whoever asks may silence, in seconds. */
export async function fetchSilences(session: Session): Promise<Page<Silence> & { longestSeconds: number }> {
  const json = await session.get('/api/alert-silences')
  return { ...page(json, 'silences', silence), longestSeconds: num(fields<Schemas['SilencesJson']>(json).longestSeconds) ?? 0 }
}

export async function makeSilence(session: Session, wanted: SilenceWanted): Promise<void> {
  const { untilAt, ...what } = wanted
  await session.post('/api/alert-silences', { ...what, untilAt: new Date(untilAt).toISOString() })
}

export async function endSilence(session: Session, id: string): Promise<void> {
  await session.delete('/api/alert-silences/{id}', id)
}

const one = <T extends string>(v: unknown, of: readonly T[]): T | undefined => of.find((x) => x === v)

function alert(v: unknown): DeskAlert[] {
  const o = fields<Schemas['AlertJson']>(v)
  const alertId = text(o.alertId)
  const kind = one(o.kind, KINDS)
  const severity = one(o.severity, SEVERITIES)
  const state = one(o.state, ALERT_STATES)
  if (alertId === null || !kind || !severity || !state) return []
  return [{
    alertId,
    kind,
    severity,
    state,
    name: text(o.name) ?? '',
    metric: text(o.metric),
    value: num(o.value),
    threshold: num(o.threshold),
    sample: count(o.sample),
    category: text(o.category),
    period: text(o.period),
    queueId: text(o.queueId),
    source: text(o.source),
    contactId: text(o.contactId),
    contactSource: text(o.contactSource),
    agentId: text(o.agentId),
    vip: o.vip === true,
    complaint: o.complaint === true,
    sinceAt: instant(o.sinceAt),
    dueAt: instant(o.dueAt),
    raisedAt: instant(o.raisedAt),
    endedAt: instant(o.endedAt),
    acknowledgedAt: instant(o.acknowledgedAt),
    acknowledgedBy: text(o.acknowledgedBy),
    assignee: text(o.assignee),
    reopened: count(o.reopened) ?? 0,
  }]
}

function step(v: unknown): AlertStep {
  const o = fields<Schemas['AlertStepJson']>(v)
  return { at: instant(o.at), action: text(o.action) ?? '', actor: text(o.actor) ?? '', note: text(o.note) }
}

function silence(v: unknown): Silence[] {
  const o = fields<Schemas['SilenceJson']>(v)
  const silenceId = text(o.silenceId)
  if (silenceId === null) return []
  return [{ silenceId, queueId: text(o.queueId), kind: one(o.kind, KINDS) ?? null, name: text(o.name), fromAt: instant(o.fromAt), untilAt: instant(o.untilAt), reason: text(o.reason) ?? '', by: text(o.by) ?? '' }]
}
