/** Service stars of a month, and their publication. */
import { mean } from '@/domain/parse'
import { array, count, fields, instant, num, text } from '@/domain/read'
import { starQuery, STATES, type Star, type StarAsk, type StarPart, type StarPerson, type StarRanking } from '@/domain/stars'
import type { Schemas } from './http'
import type { Session } from './session'

const PATIENCE_MS = 60_000

export async function fetchStars(session: Session, ask: StarAsk): Promise<StarRanking> {
  return parseStars(await session.get('/api/stars', starQuery(ask), undefined, PATIENCE_MS))
}

/** Address of the same as a file. */
export function starFile(ask: StarAsk, format: 'csv' | 'xlsx', language: 'zh' | 'en', title: string): string {
  const query = starQuery(ask)
  query.set('format', format)
  query.set('lang', language)
  if (format === 'xlsx') query.set('title', title.slice(0, 100))
  return `/api/stars?${query}`
}

export async function publishStars(session: Session, month: string): Promise<void> {
  await session.put('/api/stars/{month}/publication', undefined, month)
}

export async function withdrawStars(session: Session, month: string): Promise<void> {
  await session.delete('/api/stars/{month}/publication', month)
}

function star(v: unknown): Star[] {
  const o = fields<Schemas['StarJson']>(v)
  const [place, name] = [count(o.place), text(o.name)]
  return place === null || name === null ? [] : [{ place, name }]
}

function part(v: unknown): StarPart[] {
  const o = fields<Schemas['StarPartJson']>(v)
  const name = text(o.name)
  return name === null ? [] : [{ name, weight: num(o.weight), own: mean(o.own), value: num(o.value) }]
}

function person(v: unknown): StarPerson[] {
  const o = fields<Schemas['StarPersonJson']>(v)
  const agentId = text(o.agentId)
  if (agentId === null) return []
  return [{
    agentId, name: text(o.name) ?? agentId, place: count(o.place), teamId: text(o.teamId), score: num(o.score),
    ratings: count(o.ratings) ?? 0, answered: count(o.answered) ?? 0, parts: array(o.parts).flatMap(part),
  }]
}

export function parseStars(json: unknown): StarRanking {
  const o = fields<Schemas['StarsJson']>(json)
  const w = fields<Schemas['StarWeightsJson']>(o.weights)
  const p = fields<Schemas['StarPublicationJson']>(o.published)
  return {
    metricsVersion: count(o.metricsVersion) ?? 0, at: instant(o.at), zone: text(o.zone) ?? 'Asia/Shanghai', month: text(o.month) ?? '', startsAt: instant(o.startsAt), endsAt: instant(o.endsAt), settledAt: instant(o.settledAt),
    state: STATES.find((s) => s === o.state) ?? 'running', position: text(o.position) ?? '', isDetailKept: o.isDetailKept !== false,
    neededRatings: count(o.neededRatings) ?? 0, neededAnswered: count(o.neededAnswered) ?? 0, leastPeople: count(o.leastPeople) ?? 0, starPlaces: count(o.starPlaces) ?? 0,
    weights: { csat: num(w.csat) ?? 0, firstResponse: num(w.firstResponse) ?? 0, response: num(w.response) ?? 0, firstContactResolution: num(w.firstContactResolution) ?? 0, quality: num(w.quality) ?? 0 },
    pull: num(w.pull) ?? 0, people: count(o.people) ?? 0, isWithheld: o.isWithheld === true,
    ranked: array(o.ranked).flatMap(person), notRanked: array(o.notRanked).flatMap(person),
    published: o.published === null || o.published === undefined
      ? null
      : { publishedAt: instant(p.publishedAt), publishedBy: text(p.publishedBy) ?? '', position: text(p.position) ?? '', metricsVersion: count(p.metricsVersion) ?? 0, isChanged: p.isChanged === true, stars: array(p.stars).flatMap(star) },
  }
}
