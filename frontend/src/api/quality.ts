/** Sources and their clocks, events that could not be used, contacts that fell silent: for administrators. */
import { SOURCE_STATES, type SourceLine } from '@/domain/model'
import type { Anomaly, Unconfirmed } from '@/domain/quality'
import { array, count, fields, instant, num, text } from '@/domain/read'
import { page, type Page, type Schemas } from './http'
import type { Session } from './session'

export async function fetchSourceStates(session: Session): Promise<SourceLine[]> {
  return array(fields<Schemas['SourcesJson']>(await session.get('/api/board/sources')).sources).flatMap(source)
}

/** The newest first; the server keeps the newest thousand. */
export async function fetchAnomalies(session: Session): Promise<Anomaly[]> {
  return array(fields<Schemas['AnomaliesJson']>(await session.get('/api/board/anomalies')).anomalies).flatMap(anomaly).reverse()
}

export interface UnconfirmedPage extends Page<Unconfirmed> { total: number }

/** The longest silent first. */
export async function fetchUnconfirmed(session: Session, after: string | null): Promise<UnconfirmedPage> {
  const json = await session.get('/api/board/unconfirmed', after === null ? undefined : new URLSearchParams({ after }))
  return { ...page(json, 'contacts', unconfirmed), total: count(fields<Schemas['UnconfirmedListJson']>(json).total) ?? 0 }
}

/** @param note why it may be closed; it is kept in the audit log */
export async function closeUnconfirmed(session: Session, contact: Unconfirmed, note: string): Promise<void> {
  await session.post('/api/board/unconfirmed/close', { source: contact.source, contactId: contact.contactId, note } satisfies Schemas['CloseJson'])
}

function source(v: unknown): SourceLine[] {
  const o = fields<Schemas['SourceLine']>(v)
  const name = text(o.source)
  return name === null ? [] : [{ source: name, state: SOURCE_STATES.find((s) => s === o.state) ?? 'silent', lastSeenAt: instant(o.lastSeenAt), skewMs: num(o.skewMs), reachedAt: instant(o.reachedAt) }]
}

function anomaly(v: unknown): Anomaly[] {
  const o = fields<Schemas['AnomalyJson']>(v)
  const eventId = text(o.eventId)
  return eventId === null ? [] : [{ eventId, source: text(o.source) ?? '', contactId: text(o.contactId), type: text(o.type) ?? '', at: instant(o.at), reason: text(o.reason) ?? '' }]
}

function unconfirmed(v: unknown): Unconfirmed[] {
  const o = fields<Schemas['UnconfirmedJson']>(v)
  const contactId = text(o.contactId)
  const from = text(o.source)
  return contactId === null || from === null ? [] : [{ contactId, source: from, queueId: text(o.queueId) ?? '', channel: text(o.channel) ?? 'other', waiting: o.waiting === true, lastEventAt: instant(o.lastEventAt) }]
}
