/** Why a figure is what it is: what it is made of, the contacts behind it, and the same recomputed from the log. */
import { explainQuery, FORMS, ROLES, VERDICTS, type Definition, type Exclusion, type ExplainedContact, type Explanation, type Figure, type FigureRef, type Reason, type Recomputed, type Words } from '@/domain/explain'
import { array, count, fields, instant, num, object, text } from '@/domain/read'
import { page, withId, type Page, type Schemas } from './http'
import type { Session } from './session'

const LINES_A_PAGE = 25

/** The published definitions, with their version. */
export async function fetchDefinitions(session: Session): Promise<{ version: number; definitions: Definition[] }> {
  const o = fields<Schemas['DefinitionsJson']>(await session.get('/api/explain/metrics'))
  return { version: count(o.metricsVersion) ?? 0, definitions: array(o.metrics).flatMap(definition) }
}

function definition(v: unknown): Definition[] {
  const o = fields<Schemas['DefinitionJson']>(v)
  const metric = text(o.metric)
  if (metric === null) return []
  return [{ metric, name: words(o.name), hits: words(o.hits), total: o.total ? words(o.total) : null, isOfNow: o.ofNow === true, isOfPlaces: o.owners !== 'people' }]
}

/** Null: the answer is none. */
export async function fetchExplanation(session: Session, figure: FigureRef): Promise<Explanation | null> {
  const o = fields<Schemas['FigureExplanationJson']>(await session.get('/api/explain/figures/{metric}', explainQuery(figure), figure.metric))
  const metric = fields<Schemas['DefinitionJson']>(o.metric)
  const form = FORMS.find((f) => f === metric.form)
  const asOf = text(o.asOf)
  if (!form || asOf === null) return null
  return {
    metric: text(metric.metric) ?? figure.metric,
    form,
    unit: metric.unit === 'seconds' || metric.unit === 'points' ? metric.unit : null,
    name: words(metric.name),
    hits: words(metric.hits),
    total: metric.total ? words(metric.total) : null,
    metricsVersion: count(o.metricsVersion) ?? 0,
    scopeName: text(object(o.scope)['name']),
    fromAt: instant(o.fromAt),
    toAt: instant(o.toAt),
    withinSeconds: num(o.withinSeconds),
    at: instant(o.at),
    position: text(o.position) ?? '',
    asOf,
    isListed: o.isListed !== false,
    figure: figureOf(o.figure),
    reasons: array(o.parts).flatMap(reason),
  }
}

/** In the order of the instants by which they count. */
export async function fetchContacts(session: Session, figure: FigureRef, asOf: string, cursor: string | null): Promise<Page<ExplainedContact>> {
  const query = explainQuery(figure, asOf)
  query.set('limit', String(LINES_A_PAGE))
  if (cursor !== null) query.set('cursor', cursor)
  return page(await session.get('/api/explain/figures/{metric}/contacts', query, figure.metric), 'contacts', contact)
}

/** Where a browser downloads the whole list. */
export function exportPath(figure: FigureRef, asOf: string, language: string): string {
  const query = explainQuery(figure, asOf)
  query.set('language', language)
  return `${withId('/api/explain/figures/{metric}/contacts.csv', figure.metric)}?${query}`
}

export async function fetchRecomputed(session: Session, figure: FigureRef, asOf: string): Promise<Recomputed | null> {
  const o = fields<Schemas['RecomputedFigureJson']>(await session.get('/api/explain/figures/{metric}/recomputation', explainQuery(figure, asOf), figure.metric))
  const verdict = VERDICTS.find((v) => v === o.verdict)
  if (!verdict) return null
  return { verdict, told: figureOf(o.told), anew: figureOf(o.recomputed), contacts: count(o.contacts) ?? 0, wholePeriod: o.wholePeriod === true, keptSinceAt: instant(o.keptSinceAt) }
}

function words(v: unknown): Words {
  const o = fields<Words>(v)
  return { zh: text(o.zh) ?? '', en: text(o.en) ?? '' }
}

function figureOf(v: unknown): Figure | null {
  const o = fields<Schemas['ExplainedFigureJson']>(v)
  const numerator = num(o.numerator)
  const denominator = num(o.denominator)
  if (numerator === null || denominator === null) return null
  return { numerator, denominator, p50: num(o.p50), p90: num(o.p90), p99: num(o.p99), sinceAt: instant(o.sinceAt) }
}

function reason(v: unknown): Reason[] {
  const o = fields<Schemas['ExplainedPartJson']>(v)
  const role = ROLES.find((r) => r === o.role)
  if (!role) return []
  return [{ why: text(o.why) ?? '', role, words: words(o.words), contributions: count(o.contributions) ?? 0, numerator: num(o.numerator) ?? 0, denominator: num(o.denominator) ?? 0 }]
}

function exclusion(v: unknown): Exclusion | null {
  const o = fields<Schemas['ExplainedExclusionJson']>(v)
  const reason = text(o.reason)
  return reason === null ? null : { reason, by: o.by === 'quality' || o.by === 'admin' ? o.by : null, at: instant(o.at) }
}

function contact(v: unknown): ExplainedContact[] {
  const o = fields<Schemas['ExplainedContactJson']>(v)
  const contactId = text(o.contactId)
  const role = ROLES.find((r) => r === o.role)
  if (contactId === null || !role) return []
  return [{
    source: text(o.source) ?? '',
    contactId,
    cycle: count(o.cycle) ?? 0,
    channel: text(o.channel) ?? '',
    queueId: text(o.queueId),
    agentName: text(o.agentName),
    startedAt: instant(o.startedAt),
    endedAt: instant(o.endedAt),
    at: instant(o.at),
    value: num(o.value) ?? 0,
    role,
    words: words(o.words),
    exclusion: exclusion(o.exclusion),
    link: text(o.link),
  }]
}
