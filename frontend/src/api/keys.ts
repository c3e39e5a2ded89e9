/** Tokens of displays and keys of sources, for administrators. */
import type { Audience, Display, Screen, SourceKey } from '@/domain/keys'
import { array, count, fields, instant, object, text } from '@/domain/read'
import { page, type Page, type Schemas } from './http'
import type { Session } from './session'

const from = (after: string | null) => (after === null ? undefined : new URLSearchParams({ after }))

export async function fetchDisplays(session: Session, after: string | null): Promise<Page<Display>> {
  return page(await session.get('/api/displays', from(after)), 'displays', display)
}

/** The link that opens the wall, shown this once. */
export async function issueDisplay(session: Session, name: string, audience: Audience): Promise<string> {
  return text(object(await session.post('/api/displays', { name, audience } satisfies Schemas['NewDisplayJson']))['link']) ?? ''
}

export async function revokeDisplay(session: Session, id: string): Promise<void> {
  await session.delete('/api/displays/{id}', id)
}

/** Lets screens of a display load their page anew (`view` null), or show something else; `screenId` null: all of them. How many were told. */
export async function commandDisplay(session: Session, id: string, screenId: string | null, view: string | null): Promise<number> {
  const wanted = { action: view === null ? 'reload' : 'show', ...(screenId === null ? {} : { screenId }), ...(view === null ? {} : { view }) } satisfies Schemas['CommandJson']
  return count(object(await session.post('/api/displays/{id}/commands', wanted, id))['screens']) ?? 0
}

export async function fetchSources(session: Session, after: string | null): Promise<Page<SourceKey>> {
  return page(await session.get('/api/sources', from(after)), 'sources', sourceKey)
}

/** The source's key, shown this once. */
export async function issueSource(session: Session, name: string, mayImport: boolean): Promise<string> {
  return text(object(await session.post('/api/sources', { name, mayImport } satisfies Schemas['NewSourceJson']))['key']) ?? ''
}

export async function revokeSource(session: Session, id: string): Promise<void> {
  await session.delete('/api/sources/{id}', id)
}

function display(v: unknown): Display[] {
  const o = fields<Schemas['DisplayJson']>(v)
  const id = text(o.id)
  return id === null ? [] : [{ id, name: text(o.name) ?? id, audience: o.audience === 'supervisors' ? 'supervisors' : 'floor', createdAt: instant(o.createdAt), lastUsedAt: instant(o.lastUsedAt), revokedAt: instant(o.revokedAt), screens: array(o.screens).flatMap(screen) }]
}

function screen(v: unknown): Screen[] {
  const o = fields<Schemas['ScreenJson']>(v)
  const screenId = text(o.screenId)
  return screenId === null ? [] : [{ screenId, instance: text(o.instance) ?? '', view: text(o.view) ?? '/wall', connectedAt: instant(o.connectedAt), lastSeenAt: instant(o.lastSeenAt), lastFrameAt: instant(o.lastFrameAt) }]
}

function sourceKey(v: unknown): SourceKey[] {
  const o = fields<Schemas['SourceKeyJson']>(v)
  const id = text(o.id)
  return id === null ? [] : [{ id, name: text(o.name) ?? id, source: text(o.source) ?? '', mayImport: o.mayImport === true, createdAt: instant(o.createdAt), lastUsedAt: instant(o.lastUsedAt), revokedAt: instant(o.revokedAt) }]
}
