/** Channels: where alerts are told; and what became of the messages. Instants are epoch milliseconds. */
export const CHANNEL_KINDS = ['dingtalk', 'wecom', 'feishu', 'webhook', 'email'] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]
export const CHANNEL_STATES = ['works', 'held', 'failing', 'broken', 'off'] as const
export type ChannelState = (typeof CHANNEL_STATES)[number]
export const MESSAGE_STATES = ['sending', 'retry', 'sent', 'merged', 'dead'] as const
export type MessageState = (typeof MESSAGE_STATES)[number]
export const TEST_RESULTS = ['ok', 'retry', 'throttled', 'configurationFault', 'rejected'] as const
export type TestResult = (typeof TEST_RESULTS)[number]

export interface Channel {
  channelId: string
  name: string
  kind: ChannelKind
  language: string
  markdown: boolean
  /** Null: the vendor's own. */
  host: string | null
  keyword: string | null
  mailTo: string[]
  callAll: boolean
  perMinute: number
  backupId: string | null
  enabled: boolean
  /** The last four characters. */
  secretTail: string | null
  state: ChannelState
  holdUntilAt: number | null
  fault: string | null
  lastOkAt: number | null
  lastError: string | null
}

export interface Message {
  messageId: string
  channel: string
  state: MessageState
  title: string
  alerts: number
  attempts: number
  repeated: boolean
  createdAt: number | null
  nextAt: number | null
  endedAt: number | null
  error: string | null
}

/** What a person enters; secrets are empty where they stay as they are. */
export interface ChannelForm {
  name: string
  kind: ChannelKind
  language: string
  markdown: boolean
  host: string
  token: string
  secret: string
  url: string
  keyword: string
  mailTo: string
  callAll: boolean
  perMinute: number | null
  backupId: string
  enabled: boolean
  /** Of a webhook: signs by the earlier secret too. */
  keepsEarlier: boolean
}

/** Whether a webhook signs by two secrets: the ends of both are shown. */
export const signsByTwo = (c: Pick<Channel, 'kind' | 'secretTail'> | null): boolean => c?.kind === 'webhook' && (c.secretTail ?? '').includes(' ')

/** Backups that are no channel. */
export const NO_BACKUP = '0'

export function formOf(c: Channel | null, language: string): ChannelForm {
  const secrets = { token: '', secret: '', url: '' }
  if (!c) return { ...secrets, name: '', kind: 'dingtalk', language, markdown: true, host: '', keyword: '', mailTo: '', callAll: false, perMinute: null, backupId: NO_BACKUP, enabled: true, keepsEarlier: false }
  return {
    ...secrets, name: c.name, kind: c.kind, language: c.language, markdown: c.markdown, host: c.host ?? '', keyword: c.keyword ?? '', mailTo: c.mailTo.join('\n'), callAll: c.callAll,
    perMinute: c.perMinute, backupId: c.backupId ?? NO_BACKUP, enabled: c.enabled, keepsEarlier: signsByTwo(c),
  }
}

export const isRobot = (kind: ChannelKind): boolean => kind === 'dingtalk' || kind === 'wecom' || kind === 'feishu'

/** Only these have a secret of their own: a robot that signs, a receiver that checks signatures. */
export const hasSecret = (kind: ChannelKind): boolean => kind === 'dingtalk' || kind === 'feishu' || kind === 'webhook'

/** Addresses as people list them: one a line, or with commas. */
export const addresses = (text: string): string[] => text.split(/[\s,;，；]+/).filter(Boolean)

/** As it is sent: what is absent stays as it is. */
export function channelWanted(form: ChannelForm, isNew: boolean) {
  const robot = isRobot(form.kind)
  return {
    name: form.name.trim(),
    language: form.language,
    backupId: form.backupId,
    enabled: form.enabled,
    ...(isNew ? { kind: form.kind } : {}),
    ...(form.perMinute === null ? {} : { perMinute: form.perMinute }),
    ...(robot ? { markdown: form.markdown, callAll: form.callAll, keyword: form.keyword.trim() } : {}),
    // A pasted address brings its host along.
    ...(robot && !form.token.includes('://') ? { host: form.host.trim() } : {}),
    ...(robot && form.token.trim() ? { token: form.token.trim() } : {}),
    ...(hasSecret(form.kind) && form.secret.trim() ? { secret: form.secret.trim() } : {}),
    ...(form.kind === 'webhook' && form.url.trim() ? { url: form.url.trim() } : {}),
    ...(form.kind === 'webhook' && !isNew ? { keepEarlierSecret: form.keepsEarlier } : {}),
    ...(form.kind === 'email' ? { mailTo: addresses(form.mailTo) } : {}),
  }
}
