/** Which business calendar the site and single queues go by. */
import { array, fields, object, text } from '@/domain/read'
import type { Schemas } from './http'
import type { Session } from './session'

export interface CalendarUse {
  siteCalendarId: string
  /** By queue; a queue that is missing goes by the site's. */
  queueCalendars: Record<string, string>
  /** Names of all calendars, by their id. */
  names: Record<string, string>
}

const texts = (v: unknown): Record<string, string> => Object.fromEntries(Object.entries(object(v)).flatMap(([k, x]) => (typeof x === 'string' ? [[k, x]] : [])))

export async function fetchCalendarUse(session: Session): Promise<CalendarUse> {
  const o = fields<Schemas['CalendarsJson']>(await session.get('/api/calendars'))
  const names = array(o.calendars).flatMap((v) => {
    const c = object(v)
    const id = text(c['calendarId'])
    return id === null ? [] : [[id, text(c['name']) ?? id] as const]
  })
  return { siteCalendarId: text(o.siteCalendarId) ?? '', queueCalendars: texts(o.queueCalendars), names: Object.fromEntries(names) }
}

/** Lets a queue go by a calendar; an empty one is the site's. */
export async function goByCalendar(session: Session, use: CalendarUse, queueId: string, calendarId: string): Promise<void> {
  const others = Object.fromEntries(Object.entries(use.queueCalendars).filter(([id]) => id !== queueId))
  const queueCalendars = calendarId === '' ? others : { ...others, [queueId]: calendarId }
  await session.put('/api/calendars', { siteCalendarId: use.siteCalendarId, queueCalendars } satisfies Schemas['UseJson'])
}
