/** Who changed what, for administrators. */
import type { AuditEntry } from '@/domain/audit'
import { fields, instant, object, text } from '@/domain/read'
import { page, type Page, type Schemas } from './http'
import type { Session } from './session'

/** Empty: any. Instants are epoch milliseconds. */
export interface AuditSearch { actor: string; action: string; subject: string; from: number | null; to: number | null }

/** Newest first. */
export async function fetchAudit(session: Session, search: AuditSearch, before: string | null): Promise<Page<AuditEntry>> {
  const query = new URLSearchParams()
  for (const name of ['actor', 'action', 'subject'] as const) if (search[name].trim()) query.set(name, search[name].trim())
  for (const name of ['from', 'to'] as const) if (search[name] !== null) query.set(name, new Date(search[name]).toISOString())
  if (before !== null) query.set('before', before)
  return page(await session.get('/api/audit', query), 'entries', entry)
}

function entry(v: unknown): AuditEntry[] {
  const o = fields<Schemas['EntryJson']>(v)
  const id = text(o.id)
  if (id === null) return []
  return [{ id, at: instant(o.at), actor: text(o.actor) ?? '', action: text(o.action) ?? '', subject: text(o.subject) ?? '', before: o.before == null ? null : object(o.before), after: o.after == null ? null : object(o.after) }]
}
