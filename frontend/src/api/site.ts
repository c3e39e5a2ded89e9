/** GET /api/site: names, calendar, targets, and who is looking. */
import type { Limit, QueueTargets, Shift, Site } from '@/domain/model'
import { array, fields, num, object, text } from '@/domain/read'
import { getJson, type Schemas } from './http'

export const fetchSite = async (token: string): Promise<Site> => parseSite(await getJson('/api/site', token))

const limit = (v: unknown): Limit => {
  const o = fields<Schemas['Limit']>(v)
  return { target: num(o.target), warn: num(o.warn), critical: num(o.critical) }
}

const clockText = (v: unknown): string | null => (typeof v === 'string' && /^\d\d:\d\d/.test(v) ? v.slice(0, 5) : null)

function span(v: unknown): { from: string; to: string } | null {
  const o = fields<Schemas['HoursJson']>(v)
  const from = clockText(o.from)
  const to = clockText(o.to)
  return from !== null && to !== null ? { from, to } : null
}

function shift(v: unknown): Shift[] {
  const o = fields<Schemas['ShiftJson']>(v)
  const hours = span(v)
  const name = text(o.name)
  return hours && name !== null ? [{ ...hours, name, nameEn: text(o.nameEn) ?? name }] : []
}

const named = (v: unknown, key: string): { id: string; name: string; nameEn: string | null; targets: unknown }[] =>
  array(v).flatMap((item) => {
    const o = object(item)
    const id = text(o[key])
    return id === null ? [] : [{ id, name: text(o['name']) ?? id, nameEn: text(o['nameEn']), targets: o['targets'] }]
  })

function queueTargets(v: unknown): QueueTargets | null {
  if (typeof v !== 'object' || v === null) return null
  const o = fields<Schemas['QueueTargets']>(v)
  return { longestWaitSeconds: o.longestWaitSeconds ? limit(o.longestWaitSeconds) : null, serviceLevel: o.serviceLevel ? limit(o.serviceLevel) : null }
}

const channel = (v: unknown): Site['channels'] => {
  const o = fields<Schemas['WordJson']>(v)
  const code = text(o.code)
  return code === null ? [] : [{ channel: code, name: text(o.name), nameEn: text(o.nameEn), inUse: o.inUse !== false }]
}

/** A zone the browser does not know would break every clock on the screen. */
function knownZone(zone: string | null): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone ?? 'Asia/Shanghai' }).resolvedOptions().timeZone
  } catch {
    return 'Asia/Shanghai'
  }
}

export function parseSite(json: unknown): Site {
  const o = fields<Schemas['SiteJson']>(json)
  const t = fields<Schemas['Targets']>(o.targets)
  return {
    name: text(o.name) ?? '',
    zone: knownZone(text(o.zone)),
    dayStartHour: num(o.dayStartHour) ?? 0,
    configVersion: num(o.configVersion),
    mode: o.mode === 'replay' ? 'replay' : 'live',
    nameEn: text(o.nameEn),
    queues: named(o.queues, 'queueId').map(({ id, name, nameEn, targets }) => ({ queueId: id, name, nameEn, targets: queueTargets(targets) })),
    teams: named(o.teams, 'teamId').map(({ id, name, nameEn }) => ({ teamId: id, name, nameEn })),
    channels: array(o.channels).flatMap(channel),
    shifts: array(o.shifts).flatMap(shift),
    workingHours: span(o.workingHours),
    targets: {
      queueLength: limit(t.queueLength),
      longestWaitSeconds: limit(t.longestWaitSeconds),
      serviceLevel: limit(t.serviceLevel),
      serviceLevelSeconds: num(fields<Schemas['ServiceLevel']>(t.serviceLevel).seconds),
      abandonmentRate: limit(t.abandonmentRate),
      agentsOnDuty: limit(t.agentsOnDuty),
      csat: limit(t.csat),
      firstResponseSeconds: num(t.firstResponseSeconds),
    },
    audience: fields<Schemas['ViewerJson']>(o.viewer).audience === 'supervisors' ? 'supervisors' : 'floor',
  }
}
