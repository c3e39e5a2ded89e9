/** Channels, and the messages that went through them, for administrators. */
import { CHANNEL_KINDS, CHANNEL_STATES, MESSAGE_STATES, TEST_RESULTS, type Channel, type Message, type MessageState, type TestResult } from '@/domain/channels'
import { array, count, fields, instant, num, object, text } from '@/domain/read'
import { page, type Page, type Schemas } from './http'
import type { Session } from './session'

/** A vendor may take its time. */
const TEST_PATIENCE_MS = 30_000

export async function fetchChannels(session: Session): Promise<Page<Channel>> {
  return page(await session.get('/api/alert-channels'), 'channels', channel)
}

/** Its id. */
export async function makeChannel(session: Session, wanted: Schemas['WantedJson']): Promise<string> {
  return text(object(await session.post('/api/alert-channels', wanted))['channelId']) ?? ''
}

export async function changeChannel(session: Session, id: string, wanted: Schemas['WantedJson']): Promise<void> {
  await session.patch('/api/alert-channels/{id}', wanted, id)
}

export async function removeChannel(session: Session, id: string): Promise<void> {
  await session.delete('/api/alert-channels/{id}', id)
}

export interface Tested { result: TestResult; reading: string }

export async function testChannel(session: Session, id: string): Promise<Tested> {
  const o = fields<Schemas['TestedJson']>(await session.ask('/api/alert-channels/{id}/test', new URLSearchParams(), undefined, TEST_PATIENCE_MS, id))
  return { result: TEST_RESULTS.find((r) => r === o.result) ?? 'rejected', reading: text(o.reading) ?? '' }
}

/** Newest first. */
export async function fetchMessages(session: Session, state: MessageState | '', before: string | null): Promise<Page<Message>> {
  const query = new URLSearchParams()
  if (state) query.set('state', state)
  if (before !== null) query.set('before', before)
  return page(await session.get('/api/alert-messages', query), 'messages', message)
}

export async function sendAgain(session: Session, id: string): Promise<void> {
  await session.post('/api/alert-messages/{id}/send-again', undefined, id)
}

function channel(v: unknown): Channel[] {
  const o = fields<Schemas['ChannelJson']>(v)
  const channelId = text(o.channelId)
  const kind = CHANNEL_KINDS.find((k) => k === o.kind)
  const state = CHANNEL_STATES.find((s) => s === o.state)
  if (channelId === null || !kind || !state) return []
  return [{
    channelId, kind, state, name: text(o.name) ?? channelId, language: o.language === 'en' ? 'en' : 'zh', markdown: o.markdown === true, host: text(o.host), keyword: text(o.keyword),
    mailTo: array(o.mailTo).filter((a): a is string => typeof a === 'string'), callAll: o.callAll === true, perMinute: num(o.perMinute) ?? 0, backupId: text(o.backupId), enabled: o.enabled === true,
    secretTail: text(o.secretTail), holdUntilAt: instant(o.holdUntilAt), fault: text(o.fault), lastOkAt: instant(o.lastOkAt), lastError: text(o.lastError),
  }]
}

function message(v: unknown): Message[] {
  const o = fields<Schemas['MessageJson']>(v)
  const messageId = text(o.messageId)
  const state = MESSAGE_STATES.find((s) => s === o.state)
  if (messageId === null || !state) return []
  return [{
    messageId, state, channel: text(o.channel) ?? '', title: text(o.title) ?? '', alerts: count(o.alerts) ?? 0, attempts: count(o.attempts) ?? 0, repeated: o.repeated === true,
    createdAt: instant(o.createdAt), nextAt: instant(o.nextAt), endedAt: instant(o.endedAt), error: text(o.error),
  }]
}
