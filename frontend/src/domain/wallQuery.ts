/** What a link to a wall may ask for. Anything not understood is left out, never an error on a screen nobody can touch. */
export const WINDOWS = ['5m', '15m', '30m', '60m', 'today'] as const
export type WindowName = (typeof WINDOWS)[number]

/** Queues and teams to show; empty lists mean all. */
export interface Filter { queues: string[]; teams: string[] }

export interface WallQuery {
  window: WindowName
  /** One filter, or several between which the whole wall turns. */
  pages: Filter[]
  /** Seconds a page stays; 0 stops the turning. */
  rotateSeconds: number
  /** Whether a new critical alert is heard. */
  chime: boolean
  /** Whether the screen is dimmed out of hours. */
  dim: boolean
}

type Raw = Record<string, string | null | (string | null)[] | undefined>

const first = (v: Raw[string]): string => (Array.isArray(v) ? v[0] : v) ?? ''
const list = (text: string): string[] => [...new Set(text.split(',').map((t) => t.trim()).filter(Boolean))]

/** `queues=a,b&teams=x&window=30m&rotate=15&pages=a,b;c,d&chime=1&dim=1`: `pages` are sets of queues shown in turn and win over `queues`. */
export function parseWallQuery(raw: Raw): WallQuery {
  const asked = first(raw['window'])
  const teams = list(first(raw['teams']))
  const sets = first(raw['pages']).split(';').map(list).filter((s) => s.length)
  const seconds = Number(first(raw['rotate']) || 15)
  return {
    window: WINDOWS.find((w) => w === asked) ?? '30m',
    pages: (sets.length ? sets : [list(first(raw['queues']))]).map((queues) => ({ queues, teams })),
    rotateSeconds: Number.isFinite(seconds) && seconds >= 0 ? (seconds === 0 ? 0 : Math.max(5, seconds)) : 15,
    chime: first(raw['chime']) === '1',
    dim: first(raw['dim']) === '1',
  }
}

/** What of an address a wall goes by; anything else in it stays unsaid. */
const SAID = ['window', 'queues', 'teams', 'pages', 'rotate', 'chime', 'dim'] as const
const LONGEST_VIEW = 1_000

/** What a wall shows, as an address within /wall without its token; the path alone where there is more than can be said. */
export function viewOf(raw: Raw, language: string): string {
  const said = new URLSearchParams(SAID.flatMap((key) => (first(raw[key]) ? [[key, first(raw[key])]] : [])))
  said.set('lang', language)
  const view = `/wall?${said}`
  return view.length <= LONGEST_VIEW ? view : '/wall'
}

/** The query of a view that a wall is sent; null where it lies anywhere else than within /wall. */
export function queryOfView(view: string): Record<string, string> | null {
  const parts = /^\/wall(?:\?([^#]*))?$/.exec(view)
  return parts && Object.fromEntries(new URLSearchParams(parts[1] ?? ''))
}

/** Most topics of one subscription, less those for the site, the agents, the alerts and the announcements. */
export const MOST_QUEUE_TOPICS = 16

export function topicsFor(window: WindowName, filter: Filter): string[] {
  const queues = filter.queues.length <= MOST_QUEUE_TOPICS ? filter.queues.map((q) => `queue:${q}`) : []
  return [`site?window=${window}`, 'agents', 'alerts', 'announcements', ...queues]
}
