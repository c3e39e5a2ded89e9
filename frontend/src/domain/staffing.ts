/** A day by half hours: contacts expected and arrived, agents needed and present. */
import { sum } from './figures'
import type { Mean, Ratio } from './model'

export const MODELS = ['erlangC', 'erlangA'] as const
/** Whether customers give up (A) or not (C). */
export type Model = (typeof MODELS)[number]

/** What so many agents would make of it; shares. */
export interface Needed { agents: number; waitProbability: number | null; serviceLevel: number | null }

/** Null: not known, or not over yet. */
export interface PlannedHalfHour {
  at: number; isPeak: boolean; expected: number | null; arrived: number | null
  erlangC: Needed | null; erlangA: Needed | null; present: number | null; usuallyPresent: number | null
}

export type DaySort = 'ordinary' | 'holiday' | 'makeUpWorkday'

export interface StaffingPlan {
  at: number | null; isCatchingUp: boolean; zone: string; day: string
  sort: DaySort
  /** 1 Monday … 7 Sunday; null: holidays. */
  likeWeekday: number | null
  dayName: string | null; isOpen: boolean
  weeksWanted: number; daysNeeded: number; daysUsed: string[]
  share: number; seconds: number
  handle: Mean | null; chatConcurrency: Ratio | null; patience: Mean | null; abandoned: number; patienceNeeded: number
  error: { days: string[]; halfHours: number; missed: number; expected: number; arrived: number }
  peaks: { from: string; to: string }[]
  halfHours: PlannedHalfHour[]
}

/** What the page is asked for; empty or null: the server's own. */
export interface StaffingAsk { day: string; queue: string; weeks: number | null; percent: number | null; seconds: number | null }

const NUMBERS = { weeks: 'weeks', percent: 'serviceLevelPercent', seconds: 'serviceLevelSeconds' } as const

export function staffingQuery(ask: StaffingAsk): URLSearchParams {
  const query = new URLSearchParams()
  if (ask.day) query.set('day', ask.day)
  if (ask.queue) query.set('queue', ask.queue)
  for (const [own, name] of Object.entries(NUMBERS)) {
    const value = ask[own as keyof typeof NUMBERS]
    if (value !== null) query.set(name, String(value))
  }
  return query
}

export function staffingAsk(query: URLSearchParams): StaffingAsk {
  const whole = (name: string) => (/^\d{1,5}$/.test(query.get(name) ?? '') ? Number(query.get(name)) : null)
  return { day: query.get('day') ?? '', queue: query.get('queue') ?? '', weeks: whole(NUMBERS.weeks), percent: whole(NUMBERS.percent), seconds: whole(NUMBERS.seconds) }
}

const isQuiet = (h: PlannedHalfHour) => !h.expected && !h.arrived && !h.present && !h.usuallyPresent

/** From the first half hour in which anything goes on to the last. */
export function busyHours(halfHours: PlannedHalfHour[]): PlannedHalfHour[] {
  const first = halfHours.findIndex((h) => !isQuiet(h))
  return first < 0 ? [] : halfHours.slice(first, halfHours.findLastIndex((h) => !isQuiet(h)) + 1)
}

/** Those present, or where nobody can say so yet who usually is. */
export const there = (h: PlannedHalfHour): number | null => h.present ?? h.usuallyPresent

/** Agents too many or, below zero, too few. */
export function spare(h: PlannedHalfHour, model: Model): number | null {
  const needed = h[model]
  const present = there(h)
  return needed === null || present === null ? null : present - needed.agents
}

export interface PeakSum { name: string; expected: number | null; arrived: number | null; needed: number | null; spare: number | null }

/** A peak as a whole: contacts added up, the most agents needed, and the worst of its half hours. */
export function peakSum(halfHours: PlannedHalfHour[], peak: { from: string; to: string }, clock: (at: number) => string, model: Model): PeakSum {
  const own = halfHours.filter((h) => clock(h.at) >= peak.from && clock(h.at) < peak.to)
  const known = (values: (number | null)[]) => values.filter((v): v is number => v !== null)
  const needed = known(own.map((h) => h[model]?.agents ?? null))
  const spares = known(own.map((h) => spare(h, model)))
  return {
    name: `${peak.from}–${peak.to}`, expected: sum(own.map((h) => h.expected)), arrived: sum(own.map((h) => h.arrived)),
    needed: needed.length ? Math.max(...needed) : null, spare: spares.length ? Math.min(...spares) : null,
  }
}

/** The stretches of neighbours that belong to a peak, by their places. */
export function peakBands(halfHours: PlannedHalfHour[]): { from: number; to: number }[] {
  const bands: { from: number; to: number }[] = []
  halfHours.forEach((h, i) => {
    if (!h.isPeak) return
    const last = bands.at(-1)
    if (last && last.to === i - 1) last.to = i
    else bands.push({ from: i, to: i })
  })
  return bands
}

/** Weighted absolute percentage error; null: nothing to tell it by. */
export const wape = (error: StaffingPlan['error']): number | null => (error.arrived > 0 ? error.missed / error.arrived : null)
