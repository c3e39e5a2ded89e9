/** An agent's own work beside the live frame, own appeals and calls for help; and all appeals, for those who decide. */
import { APPEAL_STATES, HELP_REASONS, type Appeal, type AppealState, type Comparison, type Deadline, type HelpCall, type HelpReason, type Median, type Month, type OwnDay, type RatingGroup, type Ratings, type Served } from '@/domain/own'
import { mean, ratio } from '@/domain/parse'
import { array, count, fields, instant, num, text } from '@/domain/read'
import { page, type Page, type Schemas } from './http'
import type { Session } from './session'

export async function fetchDeadlines(session: Session): Promise<Deadline[]> {
  return array(fields<Schemas['InHandListJson']>(await session.get('/api/me/work/contacts')).contacts).flatMap(deadline)
}

function deadline(v: unknown): Deadline[] {
  const o = fields<Schemas['InHandJson']>(v)
  const sourceId = count(o.sourceId)
  const contactId = text(o.contactId)
  if (sourceId === null || contactId === null) return []
  return [{
    sourceId, contactId, queue: text(o.queue) ?? '', waitingSinceAt: instant(o.waitingSinceAt), dueAt: instant(o.dueAt), warnAt: instant(o.warnAt),
    by: o.dueBy === 'promise' || o.dueBy === 'score' ? o.dueBy : null,
  }]
}

export async function fetchComparison(session: Session): Promise<Comparison> {
  const o = fields<Schemas['ComparisonJson']>(await session.get('/api/me/work/comparison'))
  return {
    team: text(o.team),
    answered: median(o.answered), firstResponseWithin: median(o.firstResponseWithin), firstResponseSeconds: median(o.firstResponseSeconds),
    responseWithin: median(o.responseWithin), handleSeconds: median(o.handleSeconds), repliesPerLeg: median(o.repliesPerLeg), monthScore: median(o.monthScore),
    firstResponseLimitSeconds: num(o.firstResponseLimitSeconds), responseLimitSeconds: num(o.responseLimitSeconds), withinTarget: num(o.withinTarget),
  }
}

function median(v: unknown): Median {
  const o = fields<Schemas['MedianJson']>(v)
  return { value: num(o.value), people: count(o.people) ?? 0 }
}

export async function fetchMonth(session: Session): Promise<Month> {
  const o = fields<Schemas['MonthJson']>(await session.get('/api/me/work/month'))
  return { fromDay: text(o.fromDay) ?? '', toDay: text(o.toDay) ?? '', days: array(o.days).flatMap(day), reopenRate: ratio(o.reopenRate) }
}

function day(v: unknown): OwnDay[] {
  const o = fields<Schemas['OwnDayJson']>(v)
  const found = text(o.day)
  if (found === null) return []
  return [{
    day: found, answered: count(o.answered) ?? 0, firstResponseWithin: ratio(o.firstResponseWithin), responseWithin: ratio(o.responseWithin),
    handleSeconds: mean(o.handleSeconds), repliesPerLeg: mean(o.repliesPerLeg),
  }]
}

export async function fetchRatings(session: Session): Promise<Ratings> {
  const o = fields<Schemas['RatingsJson']>(await session.get('/api/me/work/ratings'))
  return { groups: array(o.groups).flatMap(group), waiting: count(o.waiting) ?? 0, leftOut: count(o.leftOut) ?? 0 }
}

function group(v: unknown): RatingGroup[] {
  const o = fields<Schemas['RatingGroupJson']>(v)
  return [{ fromDay: text(o.fromDay) ?? '', toDay: text(o.toDay) ?? '', csat: mean(o.csat), good: ratio(o.csatRate) }]
}

/** Contacts that the agent served, the latest first. */
export async function fetchServed(session: Session, before: string | null): Promise<Page<Served>> {
  return page(await session.get('/api/me/work/served', before === null ? undefined : new URLSearchParams({ before })), 'contacts', served)
}

function served(v: unknown): Served[] {
  const o = fields<Schemas['ServedJson']>(v)
  const sourceId = count(o.sourceId)
  const contactId = text(o.contactId)
  if (sourceId === null || contactId === null) return []
  return [{
    sourceId, contactId, channel: text(o.channel) ?? 'other', queue: text(o.queue), endedAt: instant(o.endedAt),
    firstResponseLate: o.firstResponseLate === true, responseLate: o.responseLate === true, isExcluded: o.isExcluded === true,
  }]
}

/** The own ones, the newest first. */
export async function fetchOwnAppeals(session: Session): Promise<Appeal[]> {
  return page(await session.get('/api/me/appeals'), 'appeals', appeal).items
}

export async function makeAppeal(session: Session, of: Served, reason: string): Promise<void> {
  await session.post('/api/me/appeals', { sourceId: of.sourceId, contactId: of.contactId, reason } satisfies Schemas['NewAppealJson'])
}

export async function withdrawAppeal(session: Session, id: string): Promise<void> {
  await session.post('/api/me/appeals/{id}/withdraw', undefined, id)
}

/** @param state empty: of all. The newest first */
export async function fetchAppeals(session: Session, state: AppealState | '', before: string | null): Promise<Page<Appeal>> {
  const query = new URLSearchParams()
  if (state) query.set('state', state)
  if (before !== null) query.set('before', before)
  return page(await session.get('/api/appeals', query), 'appeals', appeal)
}

export async function decideAppeal(session: Session, id: string, accept: boolean, note: string): Promise<void> {
  await session.post(accept ? '/api/appeals/{id}/accept' : '/api/appeals/{id}/reject', { note: note.trim() } satisfies Schemas['DecisionJson'], id)
}

function appeal(v: unknown): Appeal[] {
  const o = fields<Schemas['AppealJson']>(v)
  const appealId = text(o.appealId)
  const state = APPEAL_STATES.find((s) => s === o.state)
  if (appealId === null || !state) return []
  return [{
    appealId, state, agentId: text(o.agentId) ?? '', agent: text(o.agent) ?? '', teamId: text(o.teamId), sourceId: count(o.sourceId) ?? 0, contactId: text(o.contactId) ?? '',
    channel: text(o.channel) ?? 'other', queue: text(o.queue), servedAt: instant(o.servedAt), reason: text(o.reason) ?? '', createdAt: instant(o.createdAt),
    decidedAt: instant(o.decidedAt), decidedBy: text(o.decidedBy), note: text(o.note),
  }]
}

/** The open call; null: none. */
export async function fetchHelp(session: Session): Promise<HelpCall | null> {
  return help(await session.get('/api/me/help'))
}

export async function callForHelp(session: Session, reason: HelpReason): Promise<HelpCall | null> {
  return help(await session.post('/api/me/help', { reason } satisfies Schemas['HelpWantedJson']))
}

export async function withdrawHelp(session: Session): Promise<void> {
  await session.post('/api/me/help/withdraw')
}

function help(v: unknown): HelpCall | null {
  const call = fields<Schemas['HelpJson']>(v).call
  if (typeof call !== 'object' || call === null) return null
  const o = fields<Schemas['HelpCallJson']>(call)
  return { reason: HELP_REASONS.find((r) => r === o.reason) ?? 'other', sinceAt: instant(o.sinceAt), acknowledgedBy: text(o.acknowledgedBy) }
}
