/** GET /api/board/trend: the last minutes and the same instant a week ago. */
import type { Trend, TrendPoint } from '@/domain/model'
import { mean, ratio } from '@/domain/parse'
import { array, count, fields, instant, num } from '@/domain/read'
import { getJson, type Schemas } from './http'
import type { Session } from './session'

function hour(queues: string[]): URLSearchParams {
  const query = new URLSearchParams({ minutes: '60' })
  for (const q of queues) query.append('queue', q)
  return query
}

export const fetchTrend = async (token: string, queues: string[]): Promise<Trend | null> => parseTrend(await getJson('/api/board/trend', token, hour(queues)))

/** For whoever is logged in. */
export const readTrend = async (session: Session, queues: string[]): Promise<Trend | null> => parseTrend(await session.get('/api/board/trend', hour(queues)))

function point(v: unknown): TrendPoint[] {
  const o = fields<Schemas['PointJson']>(v)
  const at = instant(o.at)
  if (at === null) return []
  return [{
    at,
    offered: count(o.offered),
    queueLength: count(o.queueLength),
    longestWaitSeconds: num(o.longestWaitSeconds),
    serviceLevel: ratio(o.serviceLevel),
    abandonmentRate: ratio(o.abandonmentRate),
    agentsOnDuty: count(o.agentsOnDuty),
    csat: mean(o.csat),
  }]
}

/** At most the last 60 points, oldest first; null without an instant. */
export function parseTrend(json: unknown): Trend | null {
  const o = fields<Schemas['TrendJson']>(json)
  const at = instant(o.at)
  if (at === null) return null
  const points = array(o.points).flatMap(point).sort((a, b) => a.at - b.at).slice(-60)
  return { at, catchingUp: o.state === 'catchingUp', lagSeconds: num(o.lagSeconds), points, lastWeek: point(o.lastWeek)[0] ?? null }
}
