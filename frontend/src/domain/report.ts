/** What a report is asked for, and what it answers. METRICS.md defines the metrics; names are the server's. */
import { explainable, type FigureRef } from './explain'
import type { Mean, Ratio, Spread } from './model'

export interface Nps { promoters: number; detractors: number; total: number }
export type Form = 'count' | 'ratio' | 'mean' | 'seconds' | 'spread' | 'nps' | 'times'
export type Subject = 'queues' | 'agents'

/** Whose rows: each is a subject with a grouping. */
export const WHATS = ['queues', 'channels', 'segments', 'agents', 'teams'] as const
export type What = (typeof WHATS)[number]
const OF_WHAT: Record<What, { subject: Subject; group: string; key: string }> = {
  queues: { subject: 'queues', group: 'queue', key: 'queueId' },
  channels: { subject: 'queues', group: 'channel', key: 'channel' },
  segments: { subject: 'queues', group: 'segment', key: 'segment' },
  agents: { subject: 'agents', group: 'agent', key: 'agentId' },
  teams: { subject: 'agents', group: 'team', key: 'teamId' },
}
export const subjectOf = (what: What): Subject => OF_WHAT[what].subject
export const keyOf = (what: What): string => OF_WHAT[what].key

export const RANGES = ['today', 'yesterday', 'thisWeek', 'lastWeek', 'thisMonth', 'lastMonth', 'thisQuarter', 'lastQuarter', 'own'] as const
export type Range = (typeof RANGES)[number]
export const STEPS = ['halfHour', 'hour', 'day', 'week', 'month', 'quarter'] as const
export type Step = (typeof STEPS)[number]
export const COMPARISONS = ['none', 'previous', 'lastWeek', 'lastMonth', 'lastYear'] as const
export type Comparison = (typeof COMPARISONS)[number]
export const CHANNELS = ['voice', 'chat', 'email', 'social', 'form', 'ticket', 'other'] as const
export const SEGMENTS = ['new', 'returning', 'vip', 'other', '(no segment)'] as const

/** Each metric with its form, and for whose rows it is told, in the order of columns. */
export const METRICS: readonly { name: string; form: Form; of: readonly Subject[] }[] = [
  { name: 'people', form: 'count', of: ['agents'] },
  { name: 'offered', form: 'count', of: ['queues'] },
  { name: 'distinctContacts', form: 'count', of: ['queues'] },
  { name: 'answered', form: 'count', of: ['queues', 'agents'] },
  { name: 'abandoned', form: 'count', of: ['queues'] },
  { name: 'shortAbandons', form: 'count', of: ['queues'] },
  { name: 'transferred', form: 'count', of: ['queues'] },
  { name: 'callback', form: 'count', of: ['queues'] },
  { name: 'unserved', form: 'count', of: ['queues'] },
  { name: 'serviceLevel', form: 'ratio', of: ['queues'] },
  { name: 'abandonmentRate', form: 'ratio', of: ['queues'] },
  { name: 'asaSeconds', form: 'seconds', of: ['queues'] },
  { name: 'waitSeconds', form: 'spread', of: ['queues'] },
  { name: 'firstResponseSeconds', form: 'spread', of: ['queues', 'agents'] },
  { name: 'firstResponseWithin', form: 'ratio', of: ['queues', 'agents'] },
  { name: 'firstResponseBusinessSeconds', form: 'spread', of: ['queues', 'agents'] },
  { name: 'firstResponseBusinessWithin', form: 'ratio', of: ['queues', 'agents'] },
  { name: 'responseSeconds', form: 'spread', of: ['queues', 'agents'] },
  { name: 'responseWithin', form: 'ratio', of: ['queues', 'agents'] },
  { name: 'lastMessageUnanswered', form: 'count', of: ['queues', 'agents'] },
  { name: 'handled', form: 'count', of: ['queues', 'agents'] },
  { name: 'handleSeconds', form: 'seconds', of: ['queues', 'agents'] },
  { name: 'wrapUpSeconds', form: 'seconds', of: ['queues', 'agents'] },
  { name: 'repliesPerLeg', form: 'mean', of: ['queues', 'agents'] },
  { name: 'occupancy', form: 'ratio', of: ['agents'] },
  { name: 'concurrency', form: 'times', of: ['agents'] },
  { name: 'missed', form: 'ratio', of: ['queues', 'agents'] },
  { name: 'transferRate', form: 'ratio', of: ['queues', 'agents'] },
  { name: 'closed', form: 'count', of: ['queues', 'agents'] },
  { name: 'robotOnly', form: 'ratio', of: ['queues'] },
  { name: 'handOver', form: 'ratio', of: ['queues'] },
  { name: 'csat', form: 'mean', of: ['queues', 'agents'] },
  { name: 'csatRate', form: 'ratio', of: ['queues', 'agents'] },
  { name: 'participation', form: 'ratio', of: ['queues', 'agents'] },
  { name: 'invitation', form: 'ratio', of: ['queues', 'agents'] },
  { name: 'nps', form: 'nps', of: ['queues', 'agents'] },
  { name: 'reopened', form: 'count', of: ['queues'] },
  { name: 'reopenRate', form: 'ratio', of: ['queues', 'agents'] },
  { name: 'firstContactResolution', form: 'ratio', of: ['queues', 'agents'] },
  { name: 'firstContactResolutionPending', form: 'count', of: ['queues', 'agents'] },
  { name: 'complaints', form: 'count', of: ['queues'] },
  { name: 'complaintRate', form: 'ratio', of: ['queues'] },
  { name: 'followUpInTime', form: 'ratio', of: ['queues'] },
  { name: 'feedbackInTime', form: 'ratio', of: ['queues'] },
  { name: 'attitude', form: 'mean', of: ['queues', 'agents'] },
  { name: 'wording', form: 'ratio', of: ['queues', 'agents'] },
  { name: 'quality', form: 'mean', of: ['queues', 'agents'] },
]
const FORMS = new Map(METRICS.map((m) => [m.name, m.form]))
export const formOf = (metric: string): Form => FORMS.get(metric) ?? 'count'
export const metricsOf = (subject: Subject): string[] => METRICS.filter((m) => m.of.includes(subject)).map((m) => m.name)

const USUAL: Record<Subject, string[]> = {
  queues: ['offered', 'answered', 'abandoned', 'serviceLevel', 'abandonmentRate', 'asaSeconds', 'firstResponseSeconds', 'firstResponseWithin', 'firstResponseBusinessSeconds', 'responseWithin', 'handleSeconds', 'csat'],
  agents: ['handled', 'handleSeconds', 'firstResponseSeconds', 'firstResponseWithin', 'responseWithin', 'occupancy', 'transferRate', 'repliesPerLeg', 'reopenRate', 'csat'],
}

/** Dates are of business days, the last one included. Null: the site's own X. Empty lists let everything pass. */
export interface Ask {
  what: What
  range: Range
  from: string
  to: string
  by: Step
  /** Rows of the table: of the whole range, or of each step. */
  rows: 'total' | 'step'
  compare: Comparison
  queues: string[]
  channels: string[]
  segments: string[]
  agents: string[]
  serviceLevelSeconds: number | null
  firstResponseSeconds: number | null
  responseSeconds: number | null
  /** Columns. */
  metrics: string[]
  /** The metric of the trend. */
  chart: string
}

export const usual = (what: What = 'queues'): Ask => ({
  what, range: 'lastWeek', from: '', to: '', by: 'day', rows: 'total', compare: 'previous', queues: [], channels: [], segments: [], agents: [],
  serviceLevelSeconds: null, firstResponseSeconds: null, responseSeconds: null, metrics: [...USUAL[subjectOf(what)]], chart: subjectOf(what) === 'queues' ? 'serviceLevel' : 'handled',
})

/** A date as the server writes it, some days later. */
export function plusDays(date: string, days: number): string {
  const at = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(at) ? date : new Date(at + days * 86_400_000).toISOString().slice(0, 10)
}

const LISTS = { queues: 'queue', channels: 'channel', segments: 'segment', agents: 'agent' } as const
const LIMITS = ['serviceLevelSeconds', 'firstResponseSeconds', 'responseSeconds'] as const

/** Range, filters and limits as the server takes them. */
function filters(ask: Ask): URLSearchParams {
  const query = new URLSearchParams()
  if (ask.range === 'own') {
    query.set('from', ask.from)
    query.set('to', plusDays(ask.to, 1))
  } else query.set('range', ask.range)
  for (const [name, wire] of Object.entries(LISTS) as [keyof typeof LISTS, string][]) {
    if (name === 'agents' && subjectOf(ask.what) === 'queues') continue
    for (const id of ask[name]) query.append(wire, id)
  }
  for (const name of LIMITS) if (ask[name] !== null) query.set(name, String(ask[name]))
  return query
}

/** The question behind the table. */
export function tableQuery(ask: Ask): URLSearchParams {
  const query = filters(ask)
  query.set('by', ask.rows === 'total' ? 'total' : ask.by)
  query.set('group', OF_WHAT[ask.what].group)
  if (ask.compare !== 'none') query.set('compare', ask.compare)
  for (const metric of ask.metrics) query.append('metric', metric)
  return query
}

/** The question behind the trend: of all together, step by step. */
export function trendQuery(ask: Ask): URLSearchParams {
  const query = filters(ask)
  query.set('by', ask.by)
  query.set('group', 'all')
  if (ask.compare !== 'none') query.set('compare', ask.compare)
  query.set('metric', ask.chart)
  return query
}

/** The question behind the heat map and the distribution of waits. */
export function patternQuery(ask: Ask): URLSearchParams {
  const query = filters(ask)
  for (const name of ['agent', 'firstResponseSeconds', 'responseSeconds']) query.delete(name)
  return query
}

/** What only the screen knows of, beside the question. */
export const lookOf = (ask: Ask): URLSearchParams => new URLSearchParams({ what: ask.what, step: ask.by, chart: ask.chart })

/** The whole of it, for the address. */
export function addressOf(ask: Ask): Record<string, string | string[]> {
  const all: Record<string, string | string[]> = {}
  for (const [name, value] of [...tableQuery(ask), ...lookOf(ask)]) {
    const known = all[name]
    all[name] = known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value]
  }
  return all
}

const oneOf = <T extends string>(words: readonly T[], word: string | null, otherwise: T): T => words.find((w) => w === word) ?? otherwise

function limit(text: string | null): number | null {
  const n = Number(text)
  return text !== null && Number.isInteger(n) && n >= 0 && n <= 31_536_000 ? n : null
}

/** What an address, or a saved view with its look, asks for; what it does not say is as usual. */
export function askOf(query: URLSearchParams): Ask {
  const group = Object.entries(OF_WHAT).find(([, of]) => of.group === query.get('group'))?.[0] as What | undefined
  const what = oneOf(WHATS, query.get('what'), group ?? 'queues')
  const base = usual(what)
  const known = metricsOf(subjectOf(what))
  const metrics = query.getAll('metric').filter((m) => known.includes(m))
  const by = query.get('by')
  const from = query.get('from') ?? ''
  const isOwn = /^\d{4}-\d\d-\d\d$/.test(from)
  return {
    what,
    range: isOwn ? 'own' : oneOf(RANGES, query.get('range'), base.range),
    from: isOwn ? from : '',
    to: isOwn ? plusDays((query.get('to') ?? '').slice(0, 10), -1) : '',
    by: oneOf(STEPS, query.get('step') ?? by, base.by),
    rows: by === null || by === 'total' ? 'total' : 'step',
    compare: query.has('range') || isOwn ? oneOf(COMPARISONS, query.get('compare'), 'none') : base.compare,
    queues: query.getAll('queue'),
    channels: query.getAll('channel').filter((c) => (CHANNELS as readonly string[]).includes(c)),
    segments: query.getAll('segment').filter((s) => (SEGMENTS as readonly string[]).includes(s)),
    agents: query.getAll('agent'),
    serviceLevelSeconds: limit(query.get('serviceLevelSeconds')),
    firstResponseSeconds: limit(query.get('firstResponseSeconds')),
    responseSeconds: limit(query.get('responseSeconds')),
    metrics: metrics.length ? metrics : base.metrics,
    chart: known.includes(query.get('chart') ?? '') ? (query.get('chart') ?? base.chart) : base.chart,
  }
}

/** One metric of one row; null: no data. */
export type Figure = { form: 'count'; count: number } | { form: 'ratio' | 'times'; ratio: Ratio } | { form: 'mean' | 'seconds'; mean: Mean } | { form: 'spread'; spread: Spread } | { form: 'nps'; nps: Nps } | null

export interface Row { key: string; period: string; startsAt: number; endsAt: number; figures: Record<string, Figure> }
export interface Series { startsAt: number | null; endsAt: number | null; periods: string[]; rows: Row[] }
export interface Report extends Series {
  zone: string
  position: string
  recordedAt: number | null
  serviceLevelSeconds: number
  firstResponseSeconds: number
  responseSeconds: number
  comparison: Series | null
}

/** What a figure is worth: a share of 1, a mean, a count, seconds; null: no data. */
export function valueOf(f: Figure): number | null {
  if (f === null) return null
  switch (f.form) {
    case 'count': return f.count
    case 'ratio': case 'times': return f.ratio.total > 0 ? f.ratio.hits / f.ratio.total : null
    case 'mean': case 'seconds': return f.mean.count > 0 ? f.mean.sum / f.mean.count : null
    case 'spread': return f.spread.count > 0 ? f.spread.sum / f.spread.count : null
    case 'nps': return f.nps.total > 0 ? (100 * (f.nps.promoters - f.nps.detractors)) / f.nps.total : null
  }
}

/** Of how many it is; null where the figure is itself a count, or time. */
export function sampleOf(f: Figure, metric: string): number | null {
  if (f === null || metric === 'occupancy') return null
  switch (f.form) {
    case 'count': case 'times': return null
    case 'ratio': return f.ratio.total
    case 'mean': case 'seconds': return f.mean.count
    case 'spread': return f.spread.count
    case 'nps': return f.nps.total
  }
}

/** By how much a figure differs from an earlier one: shares and points as a difference, all others as a share of the earlier. */
export function changeOf(now: Figure, before: Figure): { kind: 'points' | 'share'; change: number } | null {
  const a = valueOf(now)
  const b = valueOf(before)
  if (a === null || b === null || now === null) return null
  if (now.form === 'ratio') return { kind: 'points', change: (a - b) * 100 }
  if (now.form === 'nps') return { kind: 'points', change: a - b }
  return b === 0 ? null : { kind: 'share', change: (a - b) / b }
}

/** Rows beside the same key and the period at the same place of the earlier series. */
export function paired(report: Report): { row: Row; before: Row | null }[] {
  const earlier = new Map((report.comparison?.rows ?? []).map((r) => [`${report.comparison?.periods.indexOf(r.period)}/${r.key}`, r]))
  return report.rows.map((row) => ({ row, before: earlier.get(`${report.periods.indexOf(row.period)}/${row.key}`) ?? null }))
}

const SCOPES = { queues: 'queue', channels: 'channel', segments: 'segment', agents: 'agent' } as const
const LIMIT_OF: Record<string, (typeof LIMITS)[number]> = { serviceLevel: 'serviceLevelSeconds', firstResponseWithin: 'firstResponseSeconds', responseWithin: 'responseSeconds' }

/** A row's figure as its explanation is asked for; null: none can be, as of teams, of what is not known, and of rows that other filters narrow too. */
export function figureRef(ask: Ask, report: Report, row: Row, metric: string): FigureRef | null {
  const what = ask.what
  if (what === 'teams' || row.key.startsWith('(') || (row.figures[metric] ?? null) === null) return null
  const others = (['queues', 'channels', 'segments', 'agents'] as const).filter((kind) => kind !== what && !(kind === 'agents' && subjectOf(what) === 'queues'))
  if (others.some((kind) => ask[kind].length > 0)) return null
  const limit = LIMIT_OF[metric]
  return explainable({ metric, scope: SCOPES[what], id: row.key, from: new Date(row.startsAt).toISOString(), to: new Date(row.endsAt).toISOString(), ...(limit ? { withinSeconds: report[limit] } : {}) })
}

export interface Sort { by: string; down: boolean }

/** No data stands last, whichever way; equal ones stay in their order. */
export function sorted<T extends { row: Row }>(rows: T[], sort: Sort, nameOf: (key: string) => string, locale: string): T[] {
  const sign = sort.down ? -1 : 1
  const collator = new Intl.Collator(locale, { numeric: true })
  return [...rows].sort((x, y) => {
    if (sort.by === 'key') return sign * collator.compare(nameOf(x.row.key), nameOf(y.row.key))
    if (sort.by === 'period') return sign * (x.row.startsAt - y.row.startsAt)
    const a = valueOf(x.row.figures[sort.by] ?? null)
    const b = valueOf(y.row.figures[sort.by] ?? null)
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
    return sign * (a - b)
  })
}

/** Values of one metric at each period of a series; null where there is none. */
export function valuesAt(series: Series, metric: string): (number | null)[] {
  const byPeriod = new Map(series.rows.map((r) => [r.period, r.figures[metric] ?? null]))
  const isCount = formOf(metric) === 'count'
  return series.periods.map((p) => (byPeriod.has(p) ? valueOf(byPeriod.get(p) ?? null) : isCount ? 0 : null))
}

/** Of how many a series' figures are, all periods together. */
export const sampleAll = (series: Series, metric: string): number => series.rows.reduce((n, r) => n + (sampleOf(r.figures[metric] ?? null, metric) ?? (formOf(metric) === 'count' ? (valueOf(r.figures[metric] ?? null) ?? 0) : 0)), 0)

/** Instants and dates of a zone as text; a week is named by its first day. */
export function periodText(period: string, by: Step | 'total', zone: string, locale: string): string {
  if (by === 'quarter') return `${period.slice(0, 4)} Q${Math.floor((Number(period.slice(5, 7)) - 1) / 3) + 1}`
  if (by === 'month') return period.slice(0, 7)
  if (by === 'halfHour' || by === 'hour') return new Intl.DateTimeFormat(locale, { timeZone: zone, month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(Date.parse(period))
  return period
}

export interface HeatCell { weekday: number; halfHour: number; days: number; offered: number; abandonmentRate: Ratio | null; serviceLevel: Ratio | null; waitSeconds: Mean | null }
export interface Heat { zone: string; startsAt: number | null; endsAt: number | null; serviceLevelSeconds: number; cells: HeatCell[] }
export const HEAT_MEASURES = ['offered', 'serviceLevel', 'abandonmentRate', 'waitSeconds'] as const
export type HeatMeasure = (typeof HEAT_MEASURES)[number]

/** Offered is told by day, so that a weekday that came more often is not darker for it. */
export function heatValue(cell: HeatCell, measure: HeatMeasure): number | null {
  switch (measure) {
    case 'offered': return cell.days > 0 ? cell.offered / cell.days : null
    case 'serviceLevel': return cell.serviceLevel && cell.serviceLevel.total > 0 ? cell.serviceLevel.hits / cell.serviceLevel.total : null
    case 'abandonmentRate': return cell.abandonmentRate && cell.abandonmentRate.total > 0 ? cell.abandonmentRate.hits / cell.abandonmentRate.total : null
    case 'waitSeconds': return cell.waitSeconds && cell.waitSeconds.count > 0 ? cell.waitSeconds.sum / cell.waitSeconds.count : null
  }
}

export function heatSample(cell: HeatCell, measure: HeatMeasure): number {
  switch (measure) {
    case 'offered': return cell.offered
    case 'serviceLevel': return cell.serviceLevel?.total ?? 0
    case 'abandonmentRate': return cell.abandonmentRate?.total ?? 0
    case 'waitSeconds': return cell.waitSeconds?.count ?? 0
  }
}

export const halfHourText = (n: number): string => `${String(Math.floor(n / 2)).padStart(2, '0')}:${n % 2 === 0 ? '00' : '30'}`

export interface WaitsOf { counts: number[]; seconds: Spread }
export interface Waits { zone: string; startsAt: number | null; endsAt: number | null; serviceLevelSeconds: number; bounds: number[]; answered: WaitsOf; abandoned: WaitsOf }

/** Names of the buckets between bounds in seconds. */
export function bucketNames(bounds: number[], text: (seconds: number) => string): string[] {
  return [...bounds.map((b, i) => (i === 0 ? `≤ ${text(b)}` : `${text(bounds[i - 1] ?? 0)}–${text(b)}`)), `> ${text(bounds.at(-1) ?? 0)}`]
}

/** A view that somebody keeps. */
export interface SavedView { viewId: string; name: string; shared: boolean; isOwn: boolean; ownerName: string; subject: Subject; query: string; look: string }

export const askOfView = (view: SavedView): Ask => askOf(new URLSearchParams(`${view.query}&${view.look}`))

export const EVERY = ['daily', 'weekly', 'monthly'] as const
export type Every = (typeof EVERY)[number]
export interface Run { dueAt: number | null; state: string; attempts: number; failure: string | null; finishedAt: number | null }
export interface Schedule {
  scheduleId: string; viewId: string; every: Every; day: number; at: string; recipients: string[]; format: 'xlsx' | 'csv'; language: 'zh' | 'en'; enabled: boolean
  nextAt: number | null
  last: Run | null
}

/** Addresses as people write them: by commas, semicolons or lines. */
export const addresses = (text: string): string[] => [...new Set(text.split(/[\s,;，；、]+/).filter((a) => a !== ''))]
