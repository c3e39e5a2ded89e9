/** Figures of the past, kept views and their schedules. */
import type { Mean, Ratio } from '@/domain/model'
import { mean, ratio } from '@/domain/parse'
import { array, count, fields, instant, num, object, text, type Json } from '@/domain/read'
import { EVERY, formOf, METRICS, type Figure, type Form, type Heat, type HeatCell, type Report, type Row, type Run, type SavedView, type Schedule, type Series, type Subject, type Waits, type WaitsOf } from '@/domain/report'
import { times } from '@/domain/times'
import type { Schemas } from './http'
import type { Session } from './session'

/** A report of a quarter may take longer than a list: the server gives up after 30 s. */
const PATIENCE_MS = 35_000
const PATHS = { queues: '/api/reports/queues', agents: '/api/reports/agents' } as const

/** @param key name of the field that says whose row it is */
export async function fetchReport(session: Session, subject: Subject, query: URLSearchParams, key: string): Promise<Report> {
  return parseReport(await session.get(PATHS[subject], query, undefined, PATIENCE_MS), key)
}

/** Address of the same figures as a file. */
export function fileOf(subject: Subject, query: URLSearchParams, format: 'csv' | 'xlsx', language: string, title: string): string {
  const all = new URLSearchParams(query)
  all.set('format', format)
  all.set('lang', language)
  if (format === 'xlsx') all.set('title', title.slice(0, 100))
  return `${PATHS[subject]}?${all}`
}

const ZERO: Ratio = { hits: 0, total: 0 }
const NONE: Mean = { sum: 0, count: 0 }

function figure(form: Form, v: unknown): Figure {
  if (v === null || v === undefined) return null
  const o = object(v)
  switch (form) {
    case 'count': {
      const n = count(v)
      return n === null ? null : { form, count: n }
    }
    case 'ratio': return { form, ratio: ratio(v) ?? ZERO }
    case 'times': return { form, ratio: times(v) ?? ZERO }
    case 'mean': case 'seconds': return { form, mean: mean(v) ?? NONE }
    case 'spread': return { form, spread: { ...(mean(v) ?? NONE), p50: num(o['p50']), p90: num(o['p90']), p99: num(o['p99']) } }
    case 'nps': return { form, nps: { promoters: count(o['promoters']) ?? 0, detractors: count(o['detractors']) ?? 0, total: count(o['total']) ?? 0 } }
  }
}

function series(o: Json, key: string): Series {
  const periods = array(o['periods']).filter((p): p is string => typeof p === 'string')
  const rows = array(o['rows']).flatMap((v): Row[] => {
    const r = object(v)
    const period = text(r['period'])
    if (period === null) return []
    const figures: Record<string, Figure> = {}
    for (const m of METRICS) if (m.name in r) figures[m.name] = figure(formOf(m.name), r[m.name])
    return [{ key: text(r[key]) ?? text(r['all']) ?? '', period, startsAt: instant(r['startsAt']) ?? 0, endsAt: instant(r['endsAt']) ?? 0, figures }]
  })
  return { startsAt: instant(o['startsAt']), endsAt: instant(o['endsAt']), periods, rows }
}

export function parseReport(json: unknown, key: string): Report {
  const o = object(json)
  return {
    ...series(o, key),
    zone: text(o['zone']) ?? 'Asia/Shanghai',
    position: text(o['position']) ?? '',
    recordedAt: instant(o['recordedAt']),
    serviceLevelSeconds: num(o['serviceLevelSeconds']) ?? 0,
    firstResponseSeconds: num(o['firstResponseSeconds']) ?? 0,
    responseSeconds: num(o['responseSeconds']) ?? 0,
    comparison: o['comparison'] === undefined ? null : series(object(o['comparison']), key),
  }
}

export async function fetchHeat(session: Session, query: URLSearchParams): Promise<Heat> {
  const o = fields<Schemas['HeatMapJson']>(await session.get('/api/reports/heat-map', query, undefined, PATIENCE_MS))
  const cells = array(o.cells).flatMap((v): HeatCell[] => {
    const c = fields<Schemas['CellJson']>(v)
    const weekday = count(c.weekday)
    const halfHour = count(c.halfHour)
    if (weekday === null || halfHour === null) return []
    return [{ weekday, halfHour, days: count(c.days) ?? 0, offered: count(c.offered) ?? 0, abandonmentRate: ratio(c.abandonmentRate), serviceLevel: ratio(c.serviceLevel), waitSeconds: mean(c.waitSeconds) }]
  })
  return { zone: text(o.zone) ?? '', startsAt: instant(o.startsAt), endsAt: instant(o.endsAt), serviceLevelSeconds: num(o.serviceLevelSeconds) ?? 0, cells }
}

export async function fetchWaits(session: Session, query: URLSearchParams): Promise<Waits> {
  const o = fields<Schemas['WaitsJson']>(await session.get('/api/reports/waits', query, undefined, PATIENCE_MS))
  const part = (v: unknown): WaitsOf => {
    const p = fields<Schemas['WaitsOfJson']>(v)
    const s = object(p.seconds)
    return { counts: array(p.counts).map((n) => count(n) ?? 0), seconds: { ...(mean(s) ?? NONE), p50: num(s['p50']), p90: num(s['p90']), p99: num(s['p99']) } }
  }
  return { zone: text(o.zone) ?? '', startsAt: instant(o.startsAt), endsAt: instant(o.endsAt), serviceLevelSeconds: num(o.serviceLevelSeconds) ?? 0, bounds: array(o.boundsSeconds).map((n) => num(n) ?? 0), answered: part(o.answered), abandoned: part(o.abandoned) }
}

export async function fetchViews(session: Session): Promise<SavedView[]> {
  const o = fields<Schemas['ViewsJson']>(await session.get('/api/report-views'))
  return array(o.views).flatMap((v): SavedView[] => {
    const w = fields<Schemas['ViewJson']>(v)
    const viewId = text(w.viewId)
    if (viewId === null) return []
    return [{ viewId, name: text(w.name) ?? viewId, shared: w.shared === true, isOwn: w.isOwn === true, ownerName: text(w.ownerName) ?? '', subject: w.subject === 'agents' ? 'agents' : 'queues', query: text(w.query) ?? '', look: text(w.look) ?? '' }]
  })
}

/** @param viewId null: a new one; its id */
export async function saveView(session: Session, viewId: string | null, view: { name: string; shared: boolean; subject: Subject; query: string; look: string }): Promise<string> {
  if (viewId !== null) {
    await session.put('/api/report-views/{id}', view satisfies Schemas['ViewInput'], viewId)
    return viewId
  }
  return text(object(await session.post('/api/report-views', view satisfies Schemas['ViewInput']))['viewId']) ?? ''
}

export async function deleteView(session: Session, viewId: string): Promise<void> {
  await session.delete('/api/report-views/{id}', viewId)
}

function run(v: unknown): Run | null {
  if (v === null || v === undefined) return null
  const o = fields<Schemas['RunJson']>(v)
  return { dueAt: instant(o.dueAt), state: text(o.state) ?? '', attempts: count(o.attempts) ?? 0, failure: text(o.failure), finishedAt: instant(o.finishedAt) }
}

export async function fetchSchedules(session: Session): Promise<Schedule[]> {
  const o = fields<Schemas['SchedulesJson']>(await session.get('/api/report-schedules'))
  return array(o.schedules).flatMap((v): Schedule[] => {
    const s = fields<Schemas['ScheduleJson']>(v)
    const scheduleId = text(s.scheduleId)
    const viewId = text(s.viewId)
    if (scheduleId === null || viewId === null) return []
    return [{
      scheduleId, viewId, every: EVERY.find((e) => e === s.every) ?? 'daily', day: count(s.day) ?? 1, at: text(s.at) ?? '08:00',
      recipients: array(s.recipients).filter((r): r is string => typeof r === 'string'), format: s.format === 'csv' ? 'csv' : 'xlsx', language: s.language === 'en' ? 'en' : 'zh',
      enabled: s.enabled === true, nextAt: instant(s.nextAt), last: run(s.last),
    }]
  })
}

/** @param scheduleId null: a new one */
export async function saveSchedule(session: Session, scheduleId: string | null, wanted: Omit<Schedule, 'scheduleId' | 'nextAt' | 'last'>): Promise<void> {
  const body = wanted satisfies Schemas['ScheduleInput']
  if (scheduleId === null) await session.post('/api/report-schedules', body)
  else await session.put('/api/report-schedules/{id}', body, scheduleId)
}

export async function deleteSchedule(session: Session, scheduleId: string): Promise<void> {
  await session.delete('/api/report-schedules/{id}', scheduleId)
}
