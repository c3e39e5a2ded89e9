/** How many agents a day needs. */
import { mean } from '@/domain/parse'
import { array, count, fields, instant, num, text } from '@/domain/read'
import { staffingQuery, type DaySort, type Needed, type PlannedHalfHour, type StaffingAsk, type StaffingPlan } from '@/domain/staffing'
import { times } from '@/domain/times'
import type { Schemas } from './http'
import type { Session } from './session'

const PATIENCE_MS = 60_000
const SORTS: readonly DaySort[] = ['ordinary', 'holiday', 'makeUpWorkday']

export async function fetchStaffing(session: Session, ask: StaffingAsk): Promise<StaffingPlan> {
  return parseStaffing(await session.get('/api/staffing', staffingQuery(ask), undefined, PATIENCE_MS))
}

/** Address of the same as a file. */
export function staffingFile(ask: StaffingAsk, language: 'zh' | 'en'): string {
  const query = staffingQuery(ask)
  query.set('format', 'csv')
  query.set('lang', language)
  return `/api/staffing?${query}`
}

const texts = (v: unknown): string[] => array(v).filter((d): d is string => typeof d === 'string')

function needed(v: unknown): Needed | null {
  const o = fields<Schemas['NeededJson']>(v)
  const agents = count(o.agents)
  return agents === null ? null : { agents, waitProbability: num(o.waitProbability), serviceLevel: num(o.serviceLevel) }
}

function halfHour(v: unknown): PlannedHalfHour[] {
  const o = fields<Schemas['PlannedHalfHourJson']>(v)
  const at = instant(o.at)
  if (at === null) return []
  return [{
    at, isPeak: o.isPeak === true, expected: num(o.expectedContacts), arrived: count(o.arrivedContacts),
    erlangC: needed(o.erlangC), erlangA: needed(o.erlangA), present: num(o.presentAgents), usuallyPresent: num(o.usuallyPresentAgents),
  }]
}

export function parseStaffing(json: unknown): StaffingPlan {
  const o = fields<Schemas['StaffingJson']>(json)
  const kind = fields<Schemas['DayKindJson']>(o.dayKind)
  const error = fields<Schemas['ForecastErrorJson']>(o.forecastError)
  return {
    at: instant(o.at), isCatchingUp: o.state === 'catchingUp', zone: text(o.zone) ?? 'Asia/Shanghai', day: text(o.day) ?? '',
    sort: SORTS.find((s) => s === kind.sort) ?? 'ordinary', likeWeekday: count(kind.likeWeekday), dayName: text(kind.name), isOpen: kind.isOpen !== false,
    weeksWanted: count(o.weeksWanted) ?? 0, daysNeeded: count(o.daysNeeded) ?? 0, daysUsed: texts(o.daysUsed),
    share: num(o.serviceLevelShare) ?? 0, seconds: count(o.serviceLevelSeconds) ?? 0,
    handle: mean(o.handleSeconds), chatConcurrency: times(o.chatConcurrency), patience: mean(o.patienceSeconds), abandoned: count(o.abandoned) ?? 0, patienceNeeded: count(o.patienceNeeded) ?? 0,
    error: { days: texts(error.days), halfHours: count(error.halfHours) ?? 0, missed: num(error.missedContacts) ?? 0, expected: num(error.expectedContacts) ?? 0, arrived: count(error.arrivedContacts) ?? 0 },
    peaks: array(o.peaks).flatMap((v) => {
      const p = fields<Schemas['PeakJson']>(v)
      const [from, to] = [text(p.from), text(p.to)]
      return from === null || to === null ? [] : [{ from: from.slice(0, 5), to: to.slice(0, 5) }]
    }),
    halfHours: array(o.halfHours).flatMap(halfHour),
  }
}
