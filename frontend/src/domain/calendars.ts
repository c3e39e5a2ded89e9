/** Business calendars. Dates are YYYY-MM-DD, times of day HH:mm of the calendar's zone, instants epoch milliseconds. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** It ends on the next day where `to` is at or before `from`: 00:00 to 00:00 is the whole day. */
export interface Span { from: string; to: string }
export interface OwnDay { date: string; name: string; windows: Span[] }

export interface Calendar {
  calendarId: string
  name: string
  zone: string
  week: Record<Weekday, Span[]>
  /** Country whose public holidays count; null: none do. */
  holidays: string | null
  makeUpAs: Weekday
  /** Rules of single days, by date. */
  days: OwnDay[]
}

/** @property knownUntil last day for which holidays are announced */
export interface Holidays { country: string; source: string; knownFrom: string; knownUntil: string }
export interface Calendars { version: number; siteCalendarId: string; queueCalendars: Record<string, string>; calendars: Calendar[]; holidays: Holidays[] }
/** A day as it is open. @property known false: holidays of the day are not announced yet */
export interface OpenDay { date: string; name: string | null; windows: Span[]; known: boolean }
export interface Deadline { deadlineAt: number; provisional: boolean; knownUntil: string | null; source: string | null }

export const isWholeDay = (w: Span): boolean => w.from === '00:00' && w.to === '00:00'
export const isOverMidnight = (w: Span): boolean => w.to <= w.from && !isWholeDay(w)
const same = (a: readonly Span[], b: readonly Span[]) => a.length === b.length && a.every((w, i) => w.from === b[i]?.from && w.to === b[i]?.to)

/** The week in as few lines as it has different days: Monday to Friday stand in one. */
export function weekLines(week: Calendar['week']): { first: Weekday; last: Weekday; windows: Span[] }[] {
  const lines: { first: Weekday; last: Weekday; windows: Span[] }[] = []
  for (const day of WEEKDAYS) {
    const line = lines.at(-1)
    if (line && same(line.windows, week[day])) line.last = day
    else lines.push({ first: day, last: day, windows: week[day] })
  }
  return lines
}

/** Days that are not as their weekday says; days in a row of one name, rule and origin stand in one line. */
export interface SpecialDays { first: string; last: string; count: number; name: string; windows: Span[]; isOwn: boolean; isUsual: boolean }
export function specialDays(days: readonly OpenDay[], calendar: Calendar): SpecialDays[] {
  const own = new Set(calendar.days.map((d) => d.date))
  const lines: SpecialDays[] = []
  for (const day of days) {
    const isOwn = own.has(day.date)
    if (day.name === null && !isOwn) continue
    const name = day.name ?? ''
    const line = lines.at(-1)
    if (line && line.name === name && line.isOwn === isOwn && same(line.windows, day.windows) && next(line.last) === day.date) Object.assign(line, { last: day.date, count: line.count + 1 })
    else lines.push({ first: day.date, last: day.date, count: 1, name, windows: day.windows, isOwn, isUsual: same(day.windows, calendar.week[weekdayOf(day.date)]) })
  }
  return lines
}

const DAY_MS = 86_400_000
export const next = (date: string): string => new Date(Date.parse(date) + DAY_MS).toISOString().slice(0, 10)
export const weekdayOf = (date: string): Weekday => WEEKDAYS[(new Date(Date.parse(date)).getUTCDay() + 6) % 7] ?? 'monday'
/** At most so many dates from first to last; none where they are no dates, or in the wrong order. */
export function datesOf(first: string, last: string, most = 62): string[] {
  const dates: string[] = []
  for (let day = first; day <= last && dates.length < most && !Number.isNaN(Date.parse(day)); day = next(day)) dates.push(day)
  return dates
}

/** With days of its own put in; those of the same dates are replaced. */
export const withDays = (c: Calendar, days: readonly OwnDay[]): Calendar => ({ ...c, days: [...c.days.filter((d) => !days.some((n) => n.date === d.date)), ...days].sort((a, b) => (a.date < b.date ? -1 : 1)) })
export const withoutDays = (c: Calendar, dates: readonly string[]): Calendar => ({ ...c, days: c.days.filter((d) => !dates.includes(d.date)) })

export const emptyCalendar = (zone: string): Calendar => {
  const office = [{ from: '09:00', to: '18:00' }]
  return { calendarId: '', name: '', zone, week: { monday: office, tuesday: office, wednesday: office, thursday: office, friday: office, saturday: [], sunday: [] }, holidays: 'cn', makeUpAs: 'monday', days: [] }
}

/** Who goes by a calendar: queues by name of their own, policies that name it, and whether all others do. */
export function usesOf(id: string, all: Calendars, policies: readonly { name: string; calendarId: string | null }[]): { isSite: boolean; queues: string[]; policies: string[] } {
  return { isSite: all.siteCalendarId === id, queues: Object.entries(all.queueCalendars).filter(([, c]) => c === id).map(([q]) => q).sort(), policies: policies.filter((p) => p.calendarId === id).map((p) => p.name) }
}

/** The instant of a wall clock's time in a zone; null: it is none. Of a time that a change to summer time leaves out, the one after. */
export function instantIn(local: string, zone: string): number | null {
  const asUtc = Date.parse(`${local}Z`)
  if (Number.isNaN(asUtc)) return null
  const offset = (at: number) => Date.parse(`${localIn(at, zone)}Z`) - Math.floor(at / 60_000) * 60_000
  const first = asUtc - offset(asUtc)
  return asUtc - offset(first)
}

/** An instant as a wall clock in a zone shows it, such as 2026-03-03T09:00. */
export function localIn(at: number, zone: string): string {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at).map((p) => [p.type, p.value]))
  return `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}`
}
