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

/** A screen that is open by a display's token now. */
export interface Screen {
  screenId: string
  /** Of the server that it is connected to. */
  instance: string
  /** Path within /wall with its query. */
  view: string
  connectedAt: number | null
  lastSeenAt: number | null
  /** When it was last sent figures; null: not yet. */
  lastFrameAt: number | null
}

export interface Display extends Issued {
  audience: Audience
  /** Connected now. */
  screens: Screen[]
}
export interface SourceKey extends Issued {
  /** What its events must name as their source. */
  source: string
  mayImport: boolean
}
