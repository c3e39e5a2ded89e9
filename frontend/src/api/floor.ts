/** Single contacts, half hours and agents' days, as the server tells them to those who oversee the floor. */
import { CONTACT_STATES, type AgentDay, type AgentLeg, type AgentName, type AtRisk, type HalfHour, type HalfHourPair, type OpenContact, type PresenceSpan, type Promised } from '@/domain/floor'
import { PRESENCES } from '@/domain/model'
import { ratio } from '@/domain/parse'
import { array, count, fields, instant, num, text } from '@/domain/read'
import { page, type Page, type Schemas } from './http'
import type { Session } from './session'

export interface Contacts extends Page<OpenContact> { total: number }

/** Open contacts of a queue or of an agent: who waits for an agent first, then who waits for a reply. */
export async function fetchContacts(session: Session, of: { queue: string } | { agent: string }, after: string | null): Promise<Contacts> {
  const query = new URLSearchParams(of)
  if (after !== null) query.set('after', after)
  const json = await session.get('/api/board/contacts', query)
  return { ...page(json, 'contacts', contact), total: count(fields<Schemas['ContactsJson']>(json).total) ?? 0 }
}

/** Empty: any. */
export interface AtRiskSearch { states: string[]; queue: string; channel: string; segment: string; target: string }

/** Promises that run out next, or have run out, by their deadline. */
export async function fetchAtRisk(session: Session, search: AtRiskSearch, after: string | null, limit = 100): Promise<Page<AtRisk>> {
  const query = new URLSearchParams({ limit: String(limit) })
  if (search.states.length) query.set('state', search.states.join(','))
  for (const name of ['queue', 'channel', 'segment', 'target'] as const) if (search[name].trim()) query.set(name, search[name].trim())
  if (after !== null) query.set('after', after)
  return page(await session.get('/api/board/at-risk', query), 'targets', atRisk)
}

export async function fetchHalfHours(session: Session, queue: string): Promise<HalfHourPair[]> {
  const o = fields<Schemas['HalfHoursJson']>(await session.get('/api/board/half-hours', new URLSearchParams({ queue })))
  return array(o.halfHours).flatMap(pair)
}

/** The business day of now; null where the answer is none. */
export async function fetchAgentDay(session: Session, agentId: string): Promise<AgentDay | null> {
  const o = fields<Schemas['AgentDayJson']>(await session.get('/api/board/agents/{id}/day', undefined, agentId))
  const [fromAt, toAt, at] = [instant(o.fromAt), instant(o.toAt), instant(o.at)]
  if (fromAt === null || toAt === null || at === null) return null
  return { day: text(o.businessDay) ?? '', fromAt, toAt, at, isCatchingUp: o.state === 'catchingUp', presences: array(o.presences).flatMap(span), legs: array(o.legs).flatMap(leg), isCut: o.isCut === true }
}

/** Those to whom an alert can be given. */
export async function fetchAssignees(session: Session): Promise<{ login: string; name: string }[]> {
  return array(fields<Schemas['AssigneesJson']>(await session.get('/api/alerts/assignees')).people).flatMap((v) => {
    const o = fields<Schemas['PersonNameJson']>(v)
    const login = text(o.login)
    return login === null ? [] : [{ login, name: text(o.name) ?? login }]
  })
}

function agent(v: unknown): AgentName[] {
  const o = fields<Schemas['AgentNameJson']>(v)
  const agentId = text(o.agentId)
  return agentId === null ? [] : [{ agentId, name: text(o.name) ?? agentId }]
}

function promised(v: unknown): Promised[] {
  const o = fields<Schemas['OpenPromiseJson']>(v)
  const target = text(o.target)
  return target === null ? [] : [{ target, startedAt: instant(o.startedAt), warnAt: instant(o.warnAt), deadlineAt: instant(o.deadlineAt) }]
}

function contact(v: unknown): OpenContact[] {
  const o = fields<Schemas['ContactJson']>(v)
  const contactId = text(o.contactId)
  const state = CONTACT_STATES.find((s) => s === o.state)
  if (contactId === null || !state) return []
  return [{
    contactId, state,
    source: text(o.source), channel: text(o.channel) ?? 'other', queueId: text(o.queueId) ?? '', vip: o.vip === true, sinceAt: instant(o.sinceAt),
    agents: array(o.agents).flatMap(agent), promises: array(o.targets).flatMap(promised),
  }]
}

function atRisk(v: unknown): AtRisk[] {
  const o = fields<Schemas['AtRiskJson']>(v)
  const contactId = text(o.contactId)
  const [promise] = promised(v)
  if (contactId === null || !promise) return []
  return [{ ...promise, contactId, source: text(o.source), channel: text(o.channel) ?? 'other', queueId: text(o.queueId), segment: text(o.segment), agents: array(o.agents).flatMap(agent) }]
}

function halfHour(v: unknown): HalfHour | null {
  const o = fields<Schemas['HalfHourJson']>(v)
  const offered = count(o.offered)
  return offered === null ? null : { offered, serviceLevel: ratio(o.serviceLevel), abandonmentRate: ratio(o.abandonmentRate) }
}

function pair(v: unknown): HalfHourPair[] {
  const o = fields<Schemas['HalfHourPairJson']>(v)
  const at = instant(o.at)
  return at === null ? [] : [{ at, today: halfHour(o.today), lastWeek: halfHour(o.lastWeek) }]
}

function span(v: unknown): PresenceSpan[] {
  const o = fields<Schemas['PresenceSpanJson']>(v)
  const fromAt = instant(o.fromAt)
  return fromAt === null ? [] : [{ presence: PRESENCES.find((p) => p === o.presence) ?? 'unknown', fromAt, toAt: instant(o.toAt) }]
}

function leg(v: unknown): AgentLeg[] {
  const o = fields<Schemas['AgentLegJson']>(v)
  const fromAt = instant(o.fromAt)
  const contactId = text(o.contactId)
  if (fromAt === null || contactId === null) return []
  return [{ contactId, fromAt, source: text(o.source), channel: text(o.channel) ?? 'other', queueId: text(o.queueId), toAt: instant(o.toAt), isAccepted: o.accepted === true, handleSeconds: num(o.handleSeconds), replies: count(o.replies) }]
}
