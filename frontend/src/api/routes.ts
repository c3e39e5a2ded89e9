/** Routes, digests and the roster, for administrators. */
import { KINDS, SEVERITIES } from '@/domain/alertDesk'
import { EVERY, type Digest, type DutyShift, type Route } from '@/domain/routes'
import { array, fields, instant, num, text } from '@/domain/read'
import { page, TextFile, type Page, type Schemas } from './http'
import type { Session } from './session'

export async function fetchRoutes(session: Session): Promise<Page<Route>> {
  return page(await session.get('/api/alert-routes'), 'routes', route)
}

/** @param id null: a new one */
export async function saveRoute(session: Session, id: string | null, wanted: Schemas['RouteJson']): Promise<void> {
  await (id === null ? session.post('/api/alert-routes', wanted) : session.put('/api/alert-routes/{id}', wanted, id))
}

export async function removeRoute(session: Session, id: string): Promise<void> {
  await session.delete('/api/alert-routes/{id}', id)
}

export async function fetchDigests(session: Session): Promise<Page<Digest>> {
  return page(await session.get('/api/alert-digests'), 'digests', digest)
}

/** @param id null: a new one */
export async function saveDigest(session: Session, id: string | null, wanted: Schemas['DigestJson']): Promise<void> {
  await (id === null ? session.post('/api/alert-digests', wanted) : session.put('/api/alert-digests/{id}', wanted, id))
}

export async function removeDigest(session: Session, id: string): Promise<void> {
  await session.delete('/api/alert-digests/{id}', id)
}

/** @param from, to days of the site, to inclusive; from absent: what is not over, to absent: all that is later */
export async function fetchRoster(session: Session, from: string | null = null, to: string | null = null): Promise<Page<DutyShift>> {
  const query = new URLSearchParams()
  if (from) query.set('from', from)
  if (to) query.set('to', to)
  return page(await session.get('/api/alert-roster', query), 'shifts', shift)
}

/** Replaces the whole roster; how many shifts it has now. */
export async function replaceRoster(session: Session, csv: string): Promise<number> {
  return num(fields<Schemas['ReplacedJson']>(await session.put('/api/alert-roster', new TextFile('text/csv', csv))).shifts) ?? 0
}

const words = (v: unknown): string[] => array(v).filter((w): w is string => typeof w === 'string')

function route(v: unknown): Route[] {
  const o = fields<Schemas['RouteJson']>(v)
  const routeId = text(o.routeId)
  if (routeId === null) return []
  return [{
    routeId, name: text(o.name) ?? routeId, atLeast: SEVERITIES.find((s) => s === o.atLeast) ?? 'info', kinds: KINDS.filter((k) => words(o.kinds).includes(k)), queues: words(o.queues),
    from: text(o.from), to: text(o.to), channels: words(o.channels), duty: text(o.duty), repeatSeconds: num(o.repeatSeconds),
  }]
}

function digest(v: unknown): Digest[] {
  const o = fields<Schemas['DigestJson']>(v)
  const digestId = text(o.digestId)
  const channelId = text(o.channelId)
  const every = EVERY.find((e) => e === o.every)
  return digestId === null || channelId === null || !every ? [] : [{ digestId, channelId, every, queues: words(o.queues) }]
}

function shift(v: unknown): DutyShift[] {
  const o = fields<Schemas['DutyShiftJson']>(v)
  const fromAt = instant(o.fromAt)
  const untilAt = instant(o.untilAt)
  const person = text(o.person)
  const duty = text(o.duty)
  if (fromAt === null || untilAt === null || person === null || duty === null) return []
  return [{ person, duty, fromAt, untilAt, mobile: text(o.mobile), dingTalkUserId: text(o.dingTalkUserId), weComUserId: text(o.weComUserId), feishuUserId: text(o.feishuUserId), email: text(o.email) }]
}
