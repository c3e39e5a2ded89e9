/** The one place where a message of the socket becomes a typed value. Types are never trusted: what is not understood is "no data", and a message without its head is none. */
import type { Announcement } from '@/domain/announcement'
import {
  PRESENCES, SOURCE_STATES, type AgentLine, type AlertLine, type AlertSeverity, type AlertsFrame, type AlertTotals, type ChannelLine, type Frame, type FrameHead, type Now, type Presence, type PresenceCounts, type QueueLine,
  type SourceLine, type TeamLine, type Waiting, type Window,
} from '@/domain/model'
import { mean, ratio, score, spread } from '@/domain/parse'
import { array, count, instant, num, object, table, text, type Json } from '@/domain/read'

export interface Heartbeat {
  type: 'heartbeat'
  epoch: string
  at: number
  serverAt: number | null
  rate: number
  state: 'live' | 'catchingUp'
  lagSeconds: number | null
}
export interface Refused { type: 'refused'; topic: string; reason: string }
/** What an administrator lets a screen do. */
export type Command = { type: 'reload' } | { type: 'show'; view: string }
export type Message = { type: 'frame'; frame: Frame } | Heartbeat | Refused | { type: 'subscribed' } | Command

/** A message of the server, or null when it is none that this screen knows. */
export function parseMessage(data: unknown): Message | null {
  if (typeof data !== 'string') return null
  let json: Json
  try {
    json = object(JSON.parse(data))
  } catch {
    return null // not JSON: nothing that a screen could show, and the age of the data tells the rest
  }
  switch (json['type']) {
    case 'frame': {
      const frame = parseFrame(json)
      return frame && { type: 'frame', frame }
    }
    case 'heartbeat':
      return heartbeat(json)
    case 'subscribed':
      return { type: 'subscribed' }
    case 'refused':
      return { type: 'refused', topic: text(json['topic']) ?? '', reason: text(json['reason']) ?? '' }
    case 'reload':
      return { type: 'reload' }
    case 'show': {
      const view = text(json['view'])
      return view === null ? null : { type: 'show', view }
    }
    default:
      return null
  }
}

const stateOf = (v: unknown): 'live' | 'catchingUp' => (v === 'catchingUp' ? 'catchingUp' : 'live')
const rateOf = (v: unknown): number => Math.max(0, num(v) ?? 1)

function heartbeat(o: Json): Heartbeat | null {
  const epoch = text(o['epoch'])
  const at = instant(o['at'])
  if (epoch === null || at === null) return null
  return { type: 'heartbeat', epoch, at, serverAt: instant(o['serverAt']), rate: rateOf(o['rate']), state: stateOf(o['state']), lagSeconds: num(o['lagSeconds']) }
}

export function head(o: Json): FrameHead | null {
  const topic = text(o['topic'])
  const epoch = text(o['epoch'])
  const n = count(o['n'])
  const at = instant(o['at'])
  if (topic === null || epoch === null || n === null || at === null) return null
  return {
    topic, epoch, n, at,
    configVersion: num(o['configVersion']),
    serverAt: instant(o['serverAt']),
    rate: rateOf(o['rate']),
    mode: o['mode'] === 'replay' ? 'replay' : 'live',
    state: stateOf(o['state']),
    lagSeconds: num(o['lagSeconds']),
  }
}

/** One announcement of a frame or a list. */
export function announcement(v: unknown): Announcement[] {
  const o = object(v)
  const announcementId = text(o['announcementId'])
  if (announcementId === null) return []
  return [{
    announcementId, severity: o['severity'] === 'important' ? 'important' : 'info',
    textZh: text(o['textZh']), textEn: text(o['textEn']), toWalls: o['toWalls'] === true, toAgents: o['toAgents'] === true,
    fromAt: instant(o['fromAt']), untilAt: instant(o['untilAt']),
  }]
}

export function parseFrame(o: Json): Frame | null {
  const h = head(o)
  if (!h) return null
  if (h.topic.startsWith('site')) {
    const site = object(o['site'])
    return {
      ...h, kind: 'site',
      sources: array(o['sources']).flatMap(sourceLine),
      now: now(site['now']), window: window(site['window']), today: window(site['today']),
      channels: array(o['channels']).flatMap(channelLine),
      teams: array(o['teams']).flatMap(teamLine),
      queues: table(o['queueFields'], o['queues']).flatMap(queueLine),
      resolution: ratio(object(o['rolling'])['firstContactResolution']),
    }
  }
  if (h.topic.startsWith('queue:')) {
    const queueId = text(o['queueId']) ?? h.topic.slice('queue:'.length)
    return { ...h, kind: 'queue', queueId, name: text(o['name']) ?? queueId, now: now(o['now']), windows: windowsOf(o['windows']) }
  }
  if (h.topic === 'alerts') {
    return {
      ...h, kind: 'alerts', known: o['known'] === true,
      totals: alertTotals(object(o['totals'])),
      queueTotals: Object.fromEntries(array(o['queueTotals']).flatMap(queueAlerts)),
      alerts: array(o['alerts']).flatMap(alertLine),
      breached: breachedOf(o['breached']),
    }
  }
  if (h.topic === 'announcements') return { ...h, kind: 'announcements', announcements: array(o['announcements']).flatMap(announcement) }
  if (h.topic === 'agents') return { ...h, kind: 'agents', agents: array(o['agents']).map(agentLine) }
  if (h.topic.startsWith('agent:')) return agentFrame(h, o)
  return null
}

/** Within figures that are there, a count of 0 is left out, as most figures of most places are empty most of the time. */
const figureCount = (v: unknown): number | null => (v === undefined ? 0 : count(v))
/** Where the figures themselves are missing, nothing is known: not even that it is 0. */
const counter = (figures: unknown) => (typeof figures === 'object' && figures !== null ? figureCount : count)

const waiting = (v: unknown, isKnown: boolean): Waiting => {
  const o = object(v)
  return { count: v === undefined && isKnown ? 0 : count(o['count']), oldestSinceAt: instant(o['oldestSinceAt']) }
}

function presences(v: unknown): PresenceCounts | null {
  if (typeof v !== 'object' || v === null) return null
  const o = object(v)
  const n = (p: Presence) => count(o[p]) ?? 0
  return { busy: n('busy'), available: n('available'), wrapUp: n('wrapUp'), break: n('break'), unknown: n('unknown'), offline: n('offline') }
}

function now(v: unknown): Now {
  const o = object(v)
  const n = counter(v)
  const isKnown = n === figureCount
  return {
    queueLength: n(o['queueLength']),
    longestWaitSinceAt: instant(o['longestWaitSinceAt']),
    backlog: waiting(o['backlog'], isKnown),
    waitingFirstReply: waiting(o['waitingFirstReply'], isKnown),
    waitingReply: waiting(o['waitingReply'], isKnown),
    inService: n(o['inService']),
    waitingVips: n(o['waitingVips']),
    unconfirmed: n(o['unconfirmed']),
    agents: presences(o['agents']),
  }
}

function window(v: unknown): Window {
  const o = object(v)
  const n = counter(v)
  return {
    offered: n(o['offered']),
    distinctContacts: n(o['distinctContacts']),
    answered: n(o['answered']),
    abandoned: n(o['abandoned']),
    serviceLevel: ratio(o['serviceLevel']),
    abandonmentRate: ratio(o['abandonmentRate']),
    asaSeconds: mean(o['asaSeconds']),
    firstResponseSeconds: spread(o['firstResponseSeconds']),
    firstResponseWithin: ratio(o['firstResponseWithin']),
    responseSeconds: spread(o['responseSeconds']),
    responseWithin: ratio(o['responseWithin']),
    handleSeconds: mean(o['handleSeconds']),
    occupancy: ratio(o['occupancy']),
    transferRate: ratio(o['transferRate']),
    csat: mean(o['csat']),
  }
}

function sourceLine(v: unknown): SourceLine[] {
  const o = object(v)
  const source = text(o['source'])
  if (source === null) return []
  return [{ source, state: SOURCE_STATES.find((s) => s === o['state']) ?? 'silent', lastSeenAt: instant(o['lastSeenAt']), skewMs: num(o['skewMs']), reachedAt: instant(o['reachedAt']) }]
}

function channelLine(v: unknown): ChannelLine[] {
  const o = object(v)
  const channel = text(o['channel'])
  return channel === null ? [] : [{ channel, now: now(o['now']), window: window(o['window']) }]
}

function teamLine(v: unknown): TeamLine[] {
  const o = object(v)
  const teamId = text(o['teamId'])
  if (teamId === null) return []
  return [{ teamId, name: text(o['name']) ?? teamId, agentsOnDuty: count(o['agentsOnDuty']), score: score(o['score']), rolling: score(o['rollingScore']) }]
}

function queueLine(o: Json): QueueLine[] {
  const onDuty = count(o['onDuty'])
  const answered = figureCount(o['answered'])
  const abandoned = figureCount(o['abandoned'])
  const unserved = figureCount(o['unserved'])
  const queueId = text(o['queueId'])
  if (queueId === null) return []
  return [{
    queueId,
    name: text(o['name']) ?? queueId,
    queueLength: figureCount(o['queueLength']),
    longestWaitSinceAt: instant(o['longestWaitSinceAt']),
    waitingFirstReply: figureCount(o['waitingFirstReply']),
    waitingReply: figureCount(o['waitingReply']),
    waitingVips: figureCount(o['waitingVips']),
    backlog: figureCount(o['backlog']),
    unconfirmed: figureCount(o['unconfirmed']),
    inService: figureCount(o['inService']),
    available: onDuty === null ? count(o['available']) : figureCount(o['available']),
    onDuty,
    offered: figureCount(o['offered']),
    answered,
    abandoned,
    serviceLevel: ratio(o['serviceLevel']),
    abandonmentRate: answered === null || abandoned === null || unserved === null ? null : { hits: abandoned, total: answered + abandoned + unserved },
  }]
}

/** A severity without alerts is left out. */
const alertTotals = (o: Json): AlertTotals => ({ info: count(o['info']) ?? 0, warning: count(o['warning']) ?? 0, critical: count(o['critical']) ?? 0 })

function queueAlerts(v: unknown): [string, AlertTotals][] {
  const o = object(v)
  const queueId = text(o['queueId'])
  return queueId === null ? [] : [[queueId, alertTotals(o)]]
}

function breachedOf(v: unknown): AlertsFrame['breached'] {
  const o = object(v)
  const contacts = count(o['contacts'])
  return contacts === null ? null : { contacts, queues: Object.fromEntries(Object.entries(object(o['queues'])).map(([queueId, n]) => [queueId, count(n) ?? 0])) }
}

const severityOf = (v: unknown): AlertSeverity => (v === 'critical' || v === 'warning' ? v : 'info')

function alertLine(v: unknown): AlertLine[] {
  const o = object(v)
  const alertId = text(o['alertId'])
  if (alertId === null) return []
  const queueId = text(o['queueId'])
  return [{
    alertId, queueId,
    kind: text(o['kind']) ?? '',
    severity: severityOf(o['severity']),
    name: text(o['name']) ?? '',
    queue: text(o['queue']) ?? queueId,
    source: text(o['source']),
    sinceAt: instant(o['sinceAt']),
    dueAt: instant(o['dueAt']),
    acknowledged: o['acknowledged'] === true,
    category: text(o['category']),
    acknowledgedBy: text(o['acknowledgedBy']),
    vip: o['vip'] === true,
    complaint: o['complaint'] === true,
  }]
}

const presenceOf = (v: unknown): Presence => PRESENCES.find((p) => p === v) ?? 'unknown'

const windowsOf = (v: unknown): Record<string, Window> => Object.fromEntries(Object.entries(object(v)).map(([name, w]) => [name, window(w)]))

/** Of an agent that nobody knows, or whom the viewer may not see, only the id is told. */
function agentFrame(h: FrameHead, o: Json): Frame {
  const agentId = text(o['agentId']) ?? h.topic.slice('agent:'.length)
  return {
    ...h, kind: 'agent', agentId,
    isShown: o['presence'] !== undefined,
    name: text(o['name']) ?? agentId,
    teamId: text(o['teamId']),
    presence: presenceOf(o['presence']),
    sinceAt: instant(o['sinceAt']),
    windows: windowsOf(o['windows']),
    score: score(o['score']),
    rolling: score(object(o['rolling'])['score']),
  }
}

function agentLine(v: unknown): AgentLine {
  const o = object(v)
  return {
    agentId: text(o['agentId']),
    name: text(o['name']),
    teamId: text(o['teamId']),
    presence: presenceOf(o['presence']),
    sinceAt: instant(o['sinceAt']),
    queues: array(o['queues']).filter((q): q is string => typeof q === 'string'),
    inService: count(o['inService']),
    answeredToday: count(o['answeredToday']),
    score: score(o['score']),
    rolling: score(o['rollingScore']),
  }
}
