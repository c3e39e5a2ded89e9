/** Service stars: people in the order of their scores over a month. */
import type { Mean } from './model'

export const STATES = ['running', 'settling', 'settled'] as const

/** `own`: sum and count; of a rate hits and total. `value`: points after the pull; null: no data. */
export interface StarPart { name: string; weight: number | null; own: Mean | null; value: number | null }

/** `place` and `score` are null of somebody who is not ranked. */
export interface StarPerson { place: number | null; agentId: string; name: string; teamId: string | null; score: number | null; ratings: number; answered: number; parts: StarPart[] }

export interface Star { place: number; name: string }

export interface StarPublication { publishedAt: number | null; publishedBy: string; position: string; metricsVersion: number; isChanged: boolean; stars: Star[] }

export interface StarRanking {
  metricsVersion: number; at: number | null; zone: string; month: string; startsAt: number | null; endsAt: number | null; settledAt: number | null
  state: (typeof STATES)[number]
  position: string; isDetailKept: boolean
  neededRatings: number; neededAnswered: number; leastPeople: number; starPlaces: number
  weights: Record<string, number>
  pull: number
  people: number; isWithheld: boolean
  ranked: StarPerson[]; notRanked: StarPerson[]
  published: StarPublication | null
}

/** Empty: the last month that is over; all people. */
export interface StarAsk { month: string; team: string }

export const starAsk = (query: URLSearchParams): StarAsk => ({ month: query.get('month') ?? '', team: query.get('team') ?? '' })

export function starQuery(ask: StarAsk): URLSearchParams {
  const query = new URLSearchParams()
  if (ask.month) query.set('month', ask.month)
  if (ask.team) query.set('team', ask.team)
  return query
}

/** Rates are hits of a total; the others are means of points. */
const RATES = ['firstResponse', 'response', 'firstContactResolution']
export const isRate = (part: StarPart): boolean => RATES.includes(part.name)

/** What a part stands for as it was measured, before it became points: a share or a mean; null: no data. */
export const measured = (part: StarPart): number | null => (part.own && part.own.count > 0 ? part.own.sum / part.own.count : null)

