/** The site, its queues, teams and agents, for administrators. */
import type { Limit } from '@/domain/model'
import { array, count, fields, num, object, text, type Json } from '@/domain/read'
import { LIMIT_FIELDS, SCORE_FIELDS, SHOWN_AS, type AgentSetUp, type Import, type ImportKind, type Newcomers, type QueueSetUp, type ShownAs, type SiteSettings, type TeamSetUp, type Word } from '@/domain/siteDesk'
import { contactLinks } from './deskSite'
import { page, TextFile, withId, type Page, type Schemas } from './http'
import type { Session } from './session'

const words = (v: unknown): Word[] =>
  array(v).flatMap((item) => {
    const o = fields<Schemas['WordJson']>(item)
    const code = text(o.code)
    return code === null ? [] : [{ code, name: text(o.name) ?? '', nameEn: text(o.nameEn) ?? '', inUse: o.inUse !== false }]
  })

const limit = (v: unknown): Limit => {
  const o = fields<Schemas['Limit']>(v)
  return { target: num(o.target), warn: num(o.warn), critical: num(o.critical) }
}

const shownAs = (v: unknown): ShownAs | '' => SHOWN_AS.find((s) => s === v) ?? ''
const times = (v: unknown) => ({ from: text(object(v)['from']) ?? '', to: text(object(v)['to']) ?? '' })
const numbers = <K extends string>(v: unknown, names: readonly K[]): Record<K, number | null> => Object.fromEntries(names.map((n) => [n, num(object(v)[n])])) as Record<K, number | null>

export async function fetchSettings(session: Session): Promise<SiteSettings> {
  return settings(await session.get('/api/site/settings'))
}

export async function saveSettings(session: Session, wanted: SiteSettings): Promise<SiteSettings> {
  const sent = { ...wanted, agentsShownAs: wanted.agentsShownAs || null, workingHours: wanted.workingHours }
  return settings(await session.put('/api/site/settings', sent))
}

function settings(json: unknown): SiteSettings {
  const o = fields<Schemas['SettingsJson']>(json)
  const t = fields<Schemas['SettingsTargetsJson']>(o.targets)
  return {
    configVersion: num(o.configVersion) ?? 0,
    name: text(o.name) ?? '',
    nameEn: text(o.nameEn) ?? '',
    zone: text(o.zone) ?? '',
    dayStartHour: num(o.dayStartHour),
    workingHours: o.workingHours ? times(o.workingHours) : null,
    shifts: array(o.shifts).map((s) => ({ name: text(object(s)['name']) ?? '', nameEn: text(object(s)['nameEn']) ?? '', ...times(s) })),
    targets: {
      queueLength: limit(t.queueLength), longestWaitSeconds: limit(t.longestWaitSeconds), abandonmentRate: limit(t.abandonmentRate), agentsOnDuty: limit(t.agentsOnDuty), csat: limit(t.csat),
      serviceLevel: { ...limit(t.serviceLevel), seconds: num(fields<Schemas['SettingsLevelJson']>(t.serviceLevel).seconds) },
      firstResponseSeconds: num(t.firstResponseSeconds), responseSeconds: num(t.responseSeconds),
    },
    limits: numbers(o.limits, LIMIT_FIELDS),
    score: numbers(o.score, SCORE_FIELDS),
    channels: words(o.channels),
    segments: words(o.segments),
    agentsShownAs: shownAs(o.agentsShownAs),
    contactLinks: contactLinks(o.contactLinks),
  }
}

const asked = (search: string, after: string | null) => {
  const query = new URLSearchParams()
  if (search.trim()) query.set('search', search.trim())
  if (after !== null) query.set('after', after)
  return query
}

export async function fetchQueueSetUps(session: Session, search: string, after: string | null): Promise<Page<QueueSetUp>> {
  return page(await session.get('/api/site/queues', asked(search, after)), 'queues', queue)
}

function queue(v: unknown): QueueSetUp[] {
  const o = fields<Schemas['QueueSetUpJson']>(v)
  const queueId = text(o.queueId)
  const t = fields<Schemas['QueueTargets']>(o.targets)
  if (queueId === null) return []
  return [{
    queueId, name: text(o.name) ?? queueId, nameEn: text(o.nameEn) ?? '', channel: text(o.channel) ?? '', teamId: text(o.teamId) ?? '',
    longestWaitSeconds: t.longestWaitSeconds ? limit(t.longestWaitSeconds) : null, serviceLevel: t.serviceLevel ? limit(t.serviceLevel) : null,
  }]
}

export async function saveQueue(session: Session, q: QueueSetUp): Promise<void> {
  const targets = q.longestWaitSeconds || q.serviceLevel ? { longestWaitSeconds: q.longestWaitSeconds, serviceLevel: q.serviceLevel } : null
  await session.put('/api/site/queues/{id}', { name: q.name, nameEn: q.nameEn, channel: q.channel, teamId: q.teamId, targets }, q.queueId)
}

export async function removeQueue(session: Session, id: string): Promise<void> {
  await session.delete('/api/site/queues/{id}', id)
}

export async function fetchTeamSetUps(session: Session, search: string, after: string | null): Promise<Page<TeamSetUp>> {
  return page(await session.get('/api/site/teams', asked(search, after)), 'teams', team)
}

function team(v: unknown): TeamSetUp[] {
  const o = fields<Schemas['TeamFoundJson']>(v)
  const teamId = text(o.teamId)
  return teamId === null ? [] : [{ teamId, name: text(o.name) ?? teamId, nameEn: text(o.nameEn) ?? '', agents: count(o.agents) ?? 0, queues: count(o.queues) ?? 0 }]
}

export async function saveTeam(session: Session, wanted: TeamSetUp): Promise<void> {
  await session.put('/api/site/teams/{id}', { name: wanted.name, nameEn: wanted.nameEn } satisfies Schemas['TeamSetUpJson'], wanted.teamId)
}

export async function removeTeam(session: Session, id: string): Promise<void> {
  await session.delete('/api/site/teams/{id}', id)
}

export async function fetchAgentSetUps(session: Session, search: string, after: string | null): Promise<Page<AgentSetUp>> {
  return page(await session.get('/api/site/agents', asked(search, after)), 'agents', agent)
}

function agent(v: unknown): AgentSetUp[] {
  const o = fields<Schemas['AgentFoundJson']>(v)
  const agentId = text(o.agentId)
  return agentId === null ? [] : [{ agentId, name: text(o.name) ?? agentId, teamId: text(o.teamId) ?? '', shownAs: shownAs(o.shownAs), pseudonym: text(o.pseudonym) ?? '', shownName: text(o.shownName) }]
}

export async function saveAgent(session: Session, a: AgentSetUp): Promise<void> {
  await session.put('/api/site/agents/{id}', { name: a.name, teamId: a.teamId, shownAs: a.shownAs, pseudonym: a.pseudonym } satisfies Schemas['AgentSetUpJson'], a.agentId)
}

export async function removeAgent(session: Session, id: string): Promise<void> {
  await session.delete('/api/site/agents/{id}', id)
}

export async function fetchNewcomers(session: Session): Promise<Newcomers> {
  const o = fields<Schemas['NewcomersJson']>(await session.get('/api/board/newcomers'))
  const ids = <T>(v: unknown, key: string, make: (id: string, o: Json) => T): T[] =>
    array(v).flatMap((item) => {
      const id = text(object(item)[key])
      return id === null ? [] : [make(id, object(item))]
    })
  return {
    queueCount: count(o.queueCount) ?? 0,
    queues: ids(o.queues, 'queueId', (queueId, q) => ({ queueId, name: text(q['name']) })),
    teamCount: count(o.teamCount) ?? 0,
    teams: ids(o.teams, 'teamId', (teamId) => ({ teamId })),
    agentCount: count(o.agentCount) ?? 0,
    agents: ids(o.agents, 'agentId', (agentId, a) => ({ agentId, teamId: text(a['teamId']) })),
  }
}

/** Looks at what a file would do, or does it. */
export async function importFile(session: Session, kind: ImportKind, file: Blob, apply: boolean): Promise<Import> {
  const o = fields<Schemas['ImportJson']>(await session.upload('/api/site/import/{id}', new TextFile('text/csv', file), kind, new URLSearchParams({ apply: String(apply) })))
  return {
    added: count(o.added) ?? 0, changed: count(o.changed) ?? 0, unchanged: count(o.unchanged) ?? 0, faultCount: count(o.faultCount) ?? 0, changesFigures: o.changesFigures === true,
    lines: array(o.lines).map((v) => {
      const l = fields<Schemas['LineJson']>(v)
      return { line: count(l.line) ?? 0, id: text(l.id) ?? '', name: text(l.name) ?? '', outcome: l.outcome === 'added' ? 'added' : 'changed' }
    }),
    faults: array(o.faults).map((v) => {
      const f = fields<Schemas['FaultJson']>(v)
      return { line: count(f.line) ?? 0, reason: text(f.reason) ?? '', value: text(f.value) ?? '', detail: text(f.detail) ?? '' }
    }),
  }
}

/** Where the template of a file is found; the session's cookie goes along with the download. */
export const templateAddress = (kind: ImportKind, language: string): string => `${withId('/api/site/import/{id}/template.csv', kind)}?lang=${language}`
