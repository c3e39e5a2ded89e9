/** Routes of alerts, digests of figures, and the roster of who is on duty. Instants are epoch milliseconds. */
import type { Kind, Severity } from './alertDesk'

export interface Route {
  routeId: string
  name: string
  atLeast: Severity
  /** Empty: all. */
  kinds: Kind[]
  queues: string[]
  /** Local times of the site; null: all day. */
  from: string | null
  to: string | null
  channels: string[]
  /** Null: it calls nobody. */
  duty: string | null
  /** Null: once. */
  repeatSeconds: number | null
}

export const EVERY = ['hourly', 'endOfShift'] as const
export type Every = (typeof EVERY)[number]
export interface Digest { digestId: string; channelId: string; every: Every; queues: string[] }

export interface DutyShift {
  person: string
  duty: string
  fromAt: number
  untilAt: number
  mobile: string | null
  dingTalkUserId: string | null
  weComUserId: string | null
  feishuUserId: string | null
  email: string | null
}

/** A day of a zone as YYYY-MM-DD. */
export const dayOf = (at: number, zone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)

/** A local time of a zone as HH:mm. */
export const clockOf = (at: number, zone: string): string => new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)

const plusDays = (day: string, n: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)

/** The seven days of the week, from Monday, that a day is in. */
export function weekOf(day: string): string[] {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return Array.from({ length: 7 }, (_, i) => plusDays(day, i - weekday))
}

export const weekLater = (day: string, weeks: number): string => plusDays(day, weeks * 7)

export interface WeekRow { duty: string; days: { day: string; shifts: DutyShift[] }[] }

/** A week as a table: a row a duty, a column a day; a shift stands on each day that it touches. */
export function weekTable(shifts: readonly DutyShift[], days: readonly string[], zone: string): WeekRow[] {
  const duties = [...new Set(shifts.map((s) => s.duty))].sort((a, b) => a.localeCompare(b, 'zh'))
  const touches = (s: DutyShift, day: string) => dayOf(s.fromAt, zone) <= day && day <= dayOf(s.untilAt - 1, zone)
  return duties.map((duty) => ({
    duty,
    days: days.map((day) => ({ day, shifts: shifts.filter((s) => s.duty === duty && touches(s, day)).sort((a, b) => a.fromAt - b.fromAt || a.person.localeCompare(b.person, 'zh')) })),
  }))
}

const COLUMNS = ['person', 'duty', 'from', 'until', 'mobile', 'dingTalkUserId', 'weComUserId', 'feishuUserId', 'email'] as const

/** The roster as the file that can be uploaded again. */
export function rosterCsv(shifts: readonly DutyShift[], zone: string): string {
  const local = (at: number) => `${dayOf(at, zone)}T${clockOf(at, zone)}`
  const cell = (v: string | null) => (v === null ? '' : /[",\r\n]/.test(v) ? `"${v.replaceAll('"', '""')}"` : v)
  const rows = shifts.map((s) => [s.person, s.duty, local(s.fromAt), local(s.untilAt), s.mobile, s.dingTalkUserId, s.weComUserId, s.feishuUserId, s.email].map(cell).join(','))
  return [COLUMNS.join(','), ...rows, ''].join('\r\n')
}

/** What is wrong with a line of an uploaded roster. */
export interface LineFault { line: number; why: 'twice' | 'order' | 'long' | 'missing' | 'time' | 'mobile' | 'userId' | 'text' | 'many' | 'csv'; column: string }

/** The server's words about a line, such as "Line 3: until is not after from. Nothing was changed."; null: they are others. */
export function lineFault(detail: string): LineFault | null {
  const found = /^Line (\d+): (.+?)\.? Nothing was changed/.exec(detail)
  if (!found) return null
  const said = found[2] ?? ''
  const column = COLUMNS.find((c) => said.startsWith(`${c} `)) ?? ''
  const why = said.includes('there twice') ? 'twice'
    : said.includes('not after') ? 'order'
      : said.includes('longer than') ? 'long'
        : said.endsWith('is missing') ? 'missing'
          : said.includes('local time') ? 'time'
            : said.startsWith('mobile looks') ? 'mobile'
              : said.includes('no user id') ? 'userId'
                : said.includes('more than 100 characters') ? 'text'
                  : said.startsWith('more than') ? 'many' : 'csv'
  return { line: Number(found[1]), why, column }
}
