/** Tokens of displays and keys of sources, for administrators. */
import type { Audience, Display, SourceKey } from '@/domain/keys'
import { fields, instant, object, text } from '@/domain/read'
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
  return id === null ? [] : [{ id, name: text(o.name) ?? id, audience: o.audience === 'supervisors' ? 'supervisors' : 'floor', createdAt: instant(o.createdAt), lastUsedAt: instant(o.lastUsedAt), revokedAt: instant(o.revokedAt) }]
}

function sourceKey(v: unknown): SourceKey[] {
  const o = fields<Schemas['SourceKeyJson']>(v)
  const id = text(o.id)
  return id === null ? [] : [{ id, name: text(o.name) ?? id, source: text(o.source) ?? '', mayImport: o.mayImport === true, createdAt: instant(o.createdAt), lastUsedAt: instant(o.lastUsedAt), revokedAt: instant(o.revokedAt) }]
}
