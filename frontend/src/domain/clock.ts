/** Time as the server tells it, and the site's local day. The browser's own date is never asked. */

/** The business clock at the moment a message arrived; `receivedAt` is on this machine's monotonic scale, in ms. */
export interface ClockReading { at: number; serverAt: number; rate: number; receivedAt: number }

export const businessNow = (c: ClockReading, machine: number): number => c.at + Math.max(0, machine - c.receivedAt) * c.rate
export const serverNow = (c: ClockReading, machine: number): number => c.serverAt + Math.max(0, machine - c.receivedAt)

export interface LocalTime { date: string; hour: number; minute: number; second: number }

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(zone: string): Intl.DateTimeFormat {
  let f = formatters.get(zone)
  if (!f) {
    f = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    })
    formatters.set(zone, f)
  }
  return f
}

/** Wall time in the zone: date as yyyy-mm-dd. */
export function localTime(at: number, zone: string): LocalTime {
  const parts: Record<string, string> = {}
  for (const p of formatter(zone).formatToParts(at)) parts[p.type] = p.value
  return { date: `${parts['year']}-${parts['month']}-${parts['day']}`, hour: Number(parts['hour']), minute: Number(parts['minute']), second: Number(parts['second']) }
}

/** The business day an instant belongs to: it starts at `dayStartHour` local time. */
export function businessDate(at: number, zone: string, dayStartHour: number): string {
  const t = localTime(at, zone)
  if (t.hour >= dayStartHour) return t.date
  const noon = Date.parse(`${t.date}T12:00:00Z`)
  return new Date(noon - 86_400_000).toISOString().slice(0, 10)
}

const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))

/** Whether a local time lies in [from, to); a span may cross midnight; equal ends mean the whole day. */
export function within(t: LocalTime, span: { from: string; to: string }): boolean {
  const now = t.hour * 60 + t.minute
  const from = minutes(span.from)
  const to = minutes(span.to)
  if (from === to) return true
  return from < to ? now >= from && now < to : now >= from || now < to
}

/** Milliseconds until the nightly reload: 04:00 local plus a random part of an hour, so that displays do not all come at once; never within two hours. */
export function untilReload(now: number, zone: string, random: number): number {
  const t = localTime(now, zone)
  const sinceMidnight = ((t.hour * 60 + t.minute) * 60 + t.second) * 1000
  const target = 4 * 3_600_000 + random * 3_600_000
  const wait = target - sinceMidnight
  return wait < 2 * 3_600_000 ? wait + 86_400_000 : wait
}
