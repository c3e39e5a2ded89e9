/** Tokens of displays and keys of sources. Instants are epoch milliseconds. */

export type Audience = 'floor' | 'supervisors'

interface Issued {
  id: string
  name: string
  createdAt: number | null
  lastUsedAt: number | null
  /** Null: it is valid. */
  revokedAt: number | null
}

export interface Display extends Issued { audience: Audience }
export interface SourceKey extends Issued {
  /** What its events must name as their source. */
  source: string
  mayImport: boolean
}
