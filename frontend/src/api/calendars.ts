/** Business calendars, who goes by which, and when time on them is up. Administrators change them. */
import { WEEKDAYS, type Calendar, type Calendars, type Deadline, type OpenDay, type OwnDay, type Span } from '@/domain/calendars'
import { array, count, fields, instant, num, object, text } from '@/domain/read'
import { TextFile, type Schemas } from './http'
import { based } from './policies'
import type { Session } from './session'

export async function fetchCalendars(session: Session): Promise<Calendars> {
  return calendars(await session.get('/api/calendars'))
}

/** Where the calendar was changed since that version, it is refused: nobody's change is lost unseen. */
export async function saveCalendar(session: Session, c: Calendar, basedOn: number): Promise<Calendars> {
  const wanted: Schemas['CalendarJson'] = { calendarId: c.calendarId, name: c.name.trim(), zone: c.zone.trim(), week: c.week, makeUpAs: c.makeUpAs, days: c.days, ...(c.holidays === null ? {} : { holidays: c.holidays }) }
  return calendars(await session.put('/api/calendars/{id}', wanted, c.calendarId, based(basedOn)))
}

export async function removeCalendar(session: Session, id: string, basedOn: number): Promise<void> {
  await session.delete('/api/calendars/{id}', id, based(basedOn))
}

export async function assignCalendars(session: Session, siteCalendarId: string, queueCalendars: Record<string, string>, basedOn: number): Promise<Calendars> {
  const wanted: Schemas['UseJson'] = { siteCalendarId, queueCalendars }
  return calendars(await session.put('/api/calendars', wanted, undefined, based(basedOn)))
}

/** @property skipped entries that were left out, by the server's reason */
export interface Imported { days: number; skipped: { reason: string; count: number }[] }

export async function importDays(session: Session, id: string, kind: string, file: string): Promise<Imported> {
  const o = fields<Schemas['ImportedJson']>(await session.ask('/api/calendars/{id}/import', new URLSearchParams({ kind }), new TextFile('text/calendar', file), IMPORT_PATIENCE_MS, id))
  return { days: count(o.daysImported) ?? 0, skipped: Object.entries(object(o.skipped)).map(([reason, n]) => ({ reason, count: count(n) ?? 0 })) }
}
const IMPORT_PATIENCE_MS = 30_000

export async function fetchDays(session: Session, id: string, from: string, to: string): Promise<OpenDay[]> {
  const o = fields<Schemas['DaysJson']>(await session.get('/api/calendars/{id}/days', new URLSearchParams({ from, to }), id))
  return array(o.days).flatMap((v) => {
    const d = fields<Schemas['OneDayJson']>(v)
    const date = text(d.date)
    return date === null ? [] : [{ date, name: text(d.name), windows: spans(d.windows), known: d.known !== false }]
  })
}

/** When so much business time, or so many working days, are up. */
export async function fetchDeadline(session: Session, id: string, from: number, length: { seconds: number } | { workingDays: number }): Promise<Deadline> {
  const query = new URLSearchParams({ from: new Date(from).toISOString() })
  for (const [name, n] of Object.entries(length)) query.set(name, String(n))
  const o = fields<Schemas['DeadlineJson']>(await session.get('/api/calendars/{id}/deadline', query, id))
  return { deadlineAt: instant(o.deadlineAt) ?? Number.NaN, provisional: o.provisional === true, knownUntil: text(o.knownUntil), source: text(o.source) }
}

function calendars(v: unknown): Calendars {
  const o = fields<Schemas['CalendarsJson']>(v)
  return {
    version: num(o.version) ?? 0, siteCalendarId: text(o.siteCalendarId) ?? '', calendars: array(o.calendars).flatMap(calendar),
    queueCalendars: Object.fromEntries(Object.entries(object(o.queueCalendars)).filter((e): e is [string, string] => typeof e[1] === 'string')),
    holidays: array(o.holidays).flatMap((h) => {
      const f = fields<Schemas['HolidaysJson']>(h)
      const country = text(f.country)
      return country === null ? [] : [{ country, source: text(f.source) ?? '', knownFrom: text(f.knownFrom) ?? '', knownUntil: text(f.knownUntil) ?? '' }]
    }),
  }
}

function calendar(v: unknown): Calendar[] {
  const o = fields<Schemas['CalendarJson']>(v)
  const calendarId = text(o.calendarId)
  if (calendarId === null) return []
  const week = object(o.week)
  const days: OwnDay[] = array(o.days).flatMap((d) => {
    const f = fields<Schemas['DayJson']>(d)
    const date = text(f.date)
    return date === null ? [] : [{ date, name: text(f.name) ?? '', windows: spans(f.windows) }]
  })
  return [{
    calendarId, days, name: text(o.name) ?? calendarId, zone: text(o.zone) ?? 'Asia/Shanghai', holidays: text(o.holidays), makeUpAs: WEEKDAYS.find((d) => d === o.makeUpAs) ?? 'monday',
    week: Object.fromEntries(WEEKDAYS.map((d) => [d, spans(week[d])])) as Calendar['week'],
  }]
}

export const spans = (v: unknown): Span[] =>
  array(v).flatMap((w) => {
    const o = fields<Schemas['WindowJson']>(w)
    const from = text(o.from)
    const to = text(o.to)
    return from === null || to === null ? [] : [{ from: from.slice(0, 5), to: to.slice(0, 5) }]
  })
