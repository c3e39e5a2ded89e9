/** Rules on figures: beyond a threshold for long enough they raise an alert. Shares are 0 … 1 here and percent in forms. Instants are epoch milliseconds. */
import { SEVERITIES, type Severity } from './alertDesk'
import type { Span, Weekday } from './calendars'
import { stepsWanted, type Step } from './policies'

export type Form = 'count' | 'seconds' | 'share' | 'score'
export type About = 'placeNow' | 'placeOverTime' | 'agent' | 'source' | 'category'
export const METRICS = {
  longestWaitSeconds: { form: 'seconds', isBadAbove: true, about: 'placeNow' },
  queueLength: { form: 'count', isBadAbove: true, about: 'placeNow' },
  availableAgents: { form: 'count', isBadAbove: false, about: 'placeNow' },
  serviceLevel: { form: 'share', isBadAbove: false, about: 'placeOverTime' },
  abandonmentRate: { form: 'share', isBadAbove: true, about: 'placeOverTime' },
  csat: { form: 'score', isBadAbove: false, about: 'placeOverTime' },
  wrapUpSeconds: { form: 'seconds', isBadAbove: true, about: 'agent' },
  complaintCategoryShare: { form: 'share', isBadAbove: true, about: 'category' },
  sourceSilentSeconds: { form: 'seconds', isBadAbove: true, about: 'source' },
} as const satisfies Record<string, { form: Form; isBadAbove: boolean; about: About }>
export type Metric = keyof typeof METRICS
export const METRIC_NAMES = Object.keys(METRICS) as Metric[]
export const LIVE_WINDOWS = ['5m', '15m', '30m', '60m', 'today'] as const
export const WHOLE_PERIODS = ['day', 'week', 'month'] as const
export const ACTIVE = ['always', 'open', 'windows'] as const
export type Active = (typeof ACTIVE)[number]

export interface FigureRule {
  ruleId: string
  /** Null: the metric's. */
  name: string | null
  metric: Metric
  per: string
  /** Null: this moment. */
  window: string | null
  periodsInARow: number
  threshold: number
  recoverThreshold: number
  forSeconds: number
  recoverForSeconds: number
  minimumSample: number
  active: Active
  days: Weekday[]
  windows: Span[]
  queues: string[]
  channels: string[]
  sources: string[]
  severity: Severity
  consoleOnly: boolean
  escalation: Step[]
  enabled: boolean
}

export interface FiredWeek { fromAt: number; count: number }
/** @property revision of the rule as it was read; @property fired by week, the running one last */
export interface RuleStanding { rule: FigureRule; revision: number; changedAt: number | null; changedBy: string; open: number; fired: FiredWeek[] }

export const formOfMetric = (metric: Metric): Form => METRICS[metric].form
export const isPast = (window: string | null): boolean => (WHOLE_PERIODS as readonly (string | null)[]).includes(window)
export const hasSample = (metric: Metric): boolean => ['share', 'score'].includes(METRICS[metric].form)
/** Windows that a figure may be of; none: it is of this moment. */
export const windowsOf = (metric: Metric): readonly string[] => ({ placeNow: [], agent: [], source: [], category: WHOLE_PERIODS, placeOverTime: [...LIVE_WINDOWS, ...WHOLE_PERIODS] })[METRICS[metric].about]
/** Places that a rule may watch, the usual one first. */
export const placesOf = (metric: Metric): readonly string[] => ({ placeNow: ['queue', 'site'], placeOverTime: ['queue', 'site'], agent: ['agent'], source: ['source'], category: ['category'] })[METRICS[metric].about]
/** Whether figures of it may be narrowed to channels. */
export const mayNameChannels = (metric: Metric, per: string, window: string | null): boolean =>
  !['agent', 'source'].includes(METRICS[metric].about) && metric !== 'availableAgents' && !(METRICS[metric].about === 'placeOverTime' && !isPast(window) && per === 'queue')
export const mayNameQueues = (metric: Metric, per: string): boolean => METRICS[metric].about !== 'source' && per !== 'site'

export const firedInAll = (s: RuleStanding): number => s.fired.reduce((n, w) => n + w.count, 0)

/** Those that are on first, then those that fired most. */
export const inOrder = (all: readonly RuleStanding[]): RuleStanding[] => [...all].sort((a, b) => Number(b.rule.enabled) - Number(a.rule.enabled) || firedInAll(b) - firedInAll(a) || (a.rule.ruleId < b.rule.ruleId ? -1 : 1))

export interface RuleForm {
  ruleId: string
  name: string
  metric: string
  per: string
  window: string
  periodsInARow: number | null
  /** Percent of a share. */
  threshold: number | null
  recoverThreshold: number | null
  forSeconds: number | null
  recoverForSeconds: number | null
  minimumSample: number | null
  active: string
  days: string[]
  windows: Span[]
  queues: string[]
  channels: string[]
  sources: string[]
  severity: string
  consoleOnly: boolean
  steps: { key: number; afterSeconds: number | null; to: string }[]
  enabled: boolean
}

const shown = (metric: Metric, value: number): number => (METRICS[metric].form === 'share' ? Math.round(value * 10_000) / 100 : value)
const sent = (metric: Metric, value: number): number => (METRICS[metric].form === 'share' ? value / 100 : value)

export const metricOf = (form: Pick<RuleForm, 'metric'>): Metric => METRIC_NAMES.find((m) => m === form.metric) ?? 'longestWaitSeconds'

export function formOfRule(r: FigureRule | null, freeId: string): RuleForm {
  if (r === null)
    return { ruleId: freeId, name: '', metric: 'longestWaitSeconds', per: 'queue', window: '', periodsInARow: 1, threshold: 120, recoverThreshold: null, forSeconds: 60, recoverForSeconds: 30, minimumSample: null, active: 'always', days: [], windows: [{ from: '09:00', to: '18:00' }], queues: [], channels: [], sources: [], severity: 'warning', consoleOnly: false, steps: [], enabled: true }
  return {
    ruleId: r.ruleId, name: r.name ?? '', metric: r.metric, per: r.per, window: r.window ?? '', periodsInARow: r.periodsInARow, threshold: shown(r.metric, r.threshold), recoverThreshold: r.recoverThreshold === r.threshold ? null : shown(r.metric, r.recoverThreshold),
    forSeconds: r.forSeconds, recoverForSeconds: r.recoverForSeconds, minimumSample: r.minimumSample || null, active: r.active, days: [...r.days], windows: r.windows.length ? r.windows.map((w) => ({ ...w })) : [{ from: '09:00', to: '18:00' }],
    queues: [...r.queues], channels: [...r.channels], sources: [...r.sources], severity: r.severity, consoleOnly: r.consoleOnly, steps: r.escalation.map((s, key) => ({ ...s, key })), enabled: r.enabled,
  }
}

/** What fits another metric too stays; the rest becomes usual. */
export function fitted(form: RuleForm): RuleForm {
  const metric = metricOf(form)
  const places = placesOf(metric)
  const windows = windowsOf(metric)
  const window = windows.length === 0 ? '' : windows.includes(form.window) ? form.window : windows.includes('30m') ? '30m' : (windows[0] ?? '')
  const past = isPast(window)
  return { ...form, per: places.includes(form.per) ? form.per : (places[0] ?? 'queue'), window, active: past ? 'always' : form.active, forSeconds: past ? null : form.forSeconds, recoverForSeconds: past ? null : form.recoverForSeconds }
}

/** As it is sent: what the figure cannot have is left out. */
export function ruleWanted(given: RuleForm) {
  const form = fitted(given)
  const metric = metricOf(form)
  const past = isPast(form.window)
  return {
    ruleId: form.ruleId.trim(), metric, per: form.per, severity: SEVERITIES.find((s) => s === form.severity) ?? 'warning', consoleOnly: form.consoleOnly, enabled: form.enabled, escalation: stepsWanted(form.steps),
    ...(form.name.trim() ? { name: form.name.trim() } : {}),
    ...(form.window ? { window: form.window } : {}),
    ...(past ? { periodsInARow: form.periodsInARow ?? 1 } : { forSeconds: form.forSeconds ?? 0, recoverForSeconds: form.recoverForSeconds ?? 0 }),
    ...(form.threshold === null ? {} : { threshold: sent(metric, form.threshold) }),
    ...(form.recoverThreshold === null ? {} : { recoverThreshold: sent(metric, form.recoverThreshold) }),
    ...(hasSample(metric) ? { minimumSample: form.minimumSample ?? 0 } : {}),
    active: form.active === 'windows' ? { when: 'windows', days: form.days, windows: form.windows } : { when: form.active },
    queues: mayNameQueues(metric, form.per) ? form.queues : [],
    channels: mayNameChannels(metric, form.per, form.window || null) ? form.channels : [],
    sources: METRICS[metric].about === 'source' ? form.sources : [],
  }
}

/** The same rule, switched on or off, as it is sent. */
export const switched = (r: FigureRule, enabled: boolean) => ruleWanted({ ...formOfRule(r, r.ruleId), enabled })
