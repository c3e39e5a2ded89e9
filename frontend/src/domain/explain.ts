/** Explanations of figures: which one is meant, and what an answer says. Instants are epoch milliseconds. */

export type ScopeKind = 'site' | 'queue' | 'channel' | 'segment' | 'team' | 'agent'

/** A figure on a screen. `window` and `from`/`to` absent: it is one of now. */
export interface FigureRef {
  /** As frames and reports name it, such as serviceLevel. */
  metric: string
  scope: ScopeKind
  /** Absent for the site, and for the own agent of whoever asks. */
  id?: string | undefined
  /** Of the live board, or 30d of an agent's score. */
  window?: string | undefined
  /** A date of a business day, or an instant; `to` is exclusive. */
  from?: string | undefined
  to?: string | undefined
  withinSeconds?: number | undefined
}

/** Figures of queues, channels and the site. */
const OF_PLACES = 'offered distinctContacts abandoned shortAbandons transferred callback unserved serviceLevel abandonmentRate asaSeconds waitSeconds robotOnly handOver reopened complaints complaintRate followUpInTime feedbackInTime'.split(' ')
/** Figures of places and of people. */
const OF_BOTH = 'answered firstResponseSeconds firstResponseWithin responseSeconds responseWithin lastMessageUnanswered handled handleSeconds wrapUpSeconds repliesPerLeg missed transferRate closed csat csatRate participation invitation nps reopenRate firstContactResolution attitude wording quality'.split(' ')
/** Parts of agents' scores. */
const OF_PEOPLE = 'scoreAnswered scoreCsat scoreFirstResponse scoreResponse scoreFirstContactResolution scoreQuality'.split(' ')
/** Figures as of now, over no window. */
const NOW_OF_PLACES = 'queueLength longestWaitSinceAt meanCurrentWaitSeconds backlog waitingVips unconfirmed'.split(' ')
const NOW_OF_BOTH = 'waitingFirstReply waitingReply inService'.split(' ')
/** What only a period tells: a customer may still come back. */
const OF_PERIODS = ['reopenRate', 'firstContactResolution']

/** The figure as it can be asked about; null: it stands on time or on other figures, so no list of contacts explains it. */
export function explainable(figure: FigureRef): FigureRef | null {
  const ofPeople = figure.scope === 'agent' || figure.scope === 'team'
  const now = [...NOW_OF_BOTH, ...(ofPeople ? [] : NOW_OF_PLACES)]
  if (now.includes(figure.metric)) return figure.scope === 'segment' ? null : { metric: figure.metric, scope: figure.scope, id: figure.id }
  const over = [...OF_BOTH, ...(ofPeople ? OF_PEOPLE : OF_PLACES)]
  if (!over.includes(figure.metric) || !(figure.window || figure.from)) return null
  if (figure.window && OF_PERIODS.includes(figure.metric)) return null
  if (figure.window === '30d' && !OF_PEOPLE.includes(figure.metric)) return null
  return figure.scope === 'segment' && figure.window ? null : figure
}

export interface Words { zh: string; en: string }
export const FORMS = ['count', 'ratio', 'mean', 'durations', 'points'] as const
export type Form = (typeof FORMS)[number]
export const ROLES = ['hit', 'total', 'part', 'excluded'] as const
export type Part = (typeof ROLES)[number]

export interface Figure { numerator: number; denominator: number; p50: number | null; p90: number | null; p99: number | null; sinceAt: number | null }
export interface Reason { why: string; role: Part; words: Words; contributions: number; numerator: number; denominator: number }

export interface Explanation {
  metric: string
  form: Form
  /** Of a mean. */
  unit: 'seconds' | 'points' | null
  name: Words
  hits: Words
  /** Null: a count has none. */
  total: Words | null
  metricsVersion: number
  scopeName: string | null
  fromAt: number | null
  toAt: number | null
  withinSeconds: number | null
  at: number | null
  position: string
  /** For lists and recomputations of the same moment. */
  asOf: string
  /** False: no single contact behind it is told. */
  isListed: boolean
  /** Null: no data. */
  figure: Figure | null
  reasons: Reason[]
}

/** On record of a contact that left a score; `by` null: the source system told of it. */
export interface Exclusion { reason: string; by: 'quality' | 'admin' | null; at: number | null }

export interface ExplainedContact {
  source: string
  contactId: string
  cycle: number
  channel: string
  queueId: string | null
  agentName: string | null
  startedAt: number | null
  endedAt: number | null
  at: number | null
  value: number
  role: Part
  words: Words
  /** Null: it is not out of a score. */
  exclusion: Exclusion | null
  link: string | null
}

export const VERDICTS = ['equal', 'differs', 'logNotKept'] as const
export type Verdict = (typeof VERDICTS)[number]
export interface Recomputed { verdict: Verdict; told: Figure | null; anew: Figure | null; contacts: number; wholePeriod: boolean; keptSinceAt: number | null }

/** A definition as it is published. */
export interface Definition { metric: string; name: Words; hits: Words; total: Words | null; isOfNow: boolean; isOfPlaces: boolean }
export const OWN_WINDOWS = ['5m', '15m', '30m', '60m', 'today'] as const

/** Those whose name, key or text holds what is looked for. */
export function definitionsLike(all: readonly Definition[], search: string, language: keyof Words): Definition[] {
  const wanted = search.trim().toLowerCase()
  return all.filter((d) => [d.metric, d.name[language], d.hits[language], d.total?.[language] ?? ''].some((text) => text.toLowerCase().includes(wanted)))
}

export function explainQuery(figure: FigureRef, asOf?: string | null): URLSearchParams {
  const query = new URLSearchParams({ scope: figure.scope })
  for (const name of ['id', 'window', 'from', 'to'] as const) if (figure[name]) query.set(name, figure[name])
  if (figure.withinSeconds !== undefined) query.set('withinSeconds', String(figure.withinSeconds))
  // A figure of now is of the moment it is asked at: each of its lists too.
  if (asOf && (figure.window || figure.from)) query.set('asOf', asOf)
  return query
}

/** The figure's value: a share for a ratio, a mean, a count, points −100 … 100; null: no data. */
export function valueOf(figure: Figure | null, form: Form): number | null {
  if (figure === null) return null
  if (form === 'count') return figure.numerator
  if (figure.denominator === 0) return null
  return (figure.numerator / figure.denominator) * (form === 'points' ? 100 : 1)
}

/** How many are left out, for whatever reason. */
export const excludedOf = (reasons: readonly Reason[]): Reason[] => reasons.filter((r) => r.role === 'excluded')
export const countedOf = (reasons: readonly Reason[]): Reason[] => reasons.filter((r) => r.role !== 'excluded')
export const contributionsOf = (reasons: readonly Reason[]): number => reasons.reduce((sum, r) => sum + r.contributions, 0)
