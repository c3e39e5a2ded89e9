/** Who changed what. */
import type { Json } from './read'

export interface AuditEntry {
  id: string
  at: number | null
  actor: string
  action: string
  subject: string
  before: Json | null
  after: Json | null
}

export interface Change { field: string; before: string | null; after: string | null }

/** What an entry changed, field by field; null: it was not there, or is gone. */
export function changesOf(entry: AuditEntry): Change[] {
  const names = [...new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})])].sort()
  return names
    .map((field) => ({ field, before: shown(entry.before?.[field]), after: shown(entry.after?.[field]) }))
    .filter((c) => c.before !== c.after)
}

function shown(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null
  return typeof value === 'string' ? value : Array.isArray(value) ? value.map(String).join(', ') || null : JSON.stringify(value)
}
