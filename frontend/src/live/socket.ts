/** One socket that keeps itself connected: back-off, watchdog, retry when the network or the screen comes back, and an end where the server says so. */
import { backoff } from './backoff'
import { endingOf, type Ending } from './closeCodes'

export const WATCHDOG_MS = 15_000

/** State of the line. `attempt` counts tries to reconnect since the last message; `lastMessageAt` is on the machine's monotonic scale. */
export interface Link { open: boolean; attempt: number; lastMessageAt: number | null; ending: Ending | null }

export interface SocketOptions {
  connect: () => WebSocket
  onMessage: (data: unknown) => void
  onLink: (link: Link) => void
  /** Sent as soon as the line is open, each time. */
  greeting: () => string
  now?: () => number
  random?: () => number
}

export class BoardSocket {
  private link: Link = { open: false, attempt: 0, lastMessageAt: null, ending: null }
  private socket: WebSocket | null = null
  private retry: ReturnType<typeof setTimeout> | undefined
  private watchdog: ReturnType<typeof setTimeout> | undefined
  private heard = false
  private stopped = false
  private readonly now: () => number
  private readonly random: () => number

  constructor(private readonly options: SocketOptions) {
    this.now = options.now ?? (() => performance.now())
    this.random = options.random ?? Math.random
  }

  start(): void {
    window.addEventListener('online', this.hurry)
    document.addEventListener('visibilitychange', this.hurry)
    this.open()
  }

  stop(): void {
    this.stopped = true
    window.removeEventListener('online', this.hurry)
    document.removeEventListener('visibilitychange', this.hurry)
    this.drop()
  }

  send(text: string): void {
    if (this.link.open) this.socket?.send(text)
  }

  /** Ends the line for good, for a reason learned elsewhere. */
  end(ending: Ending): void {
    this.drop()
    this.report({ open: false, ending })
  }

  private open(): void {
    this.drop()
    const socket = this.options.connect()
    this.socket = socket
    this.heard = false
    socket.onopen = () => {
      this.report({ open: true })
      socket.send(this.options.greeting())
    }
    socket.onmessage = (event: MessageEvent) => {
      this.heard = true
      this.watch()
      this.report({ open: true, attempt: 0, lastMessageAt: this.now() })
      this.options.onMessage(event.data)
    }
    socket.onclose = (event: CloseEvent) => this.closed(event.code)
    this.watch()
  }

  private closed(code: number): void {
    this.drop()
    const ending = endingOf(code)
    if (ending) return this.report({ open: false, ending })
    // Only a message proves that the other side works: an accepted and dropped connection must not be retried at once for ever.
    const attempt = this.heard ? 0 : this.link.attempt
    this.retry = setTimeout(() => this.open(), backoff(attempt, this.random()))
    this.report({ open: false, attempt: attempt + 1 })
  }

  private watch(): void {
    clearTimeout(this.watchdog)
    this.watchdog = setTimeout(() => this.closed(1006), WATCHDOG_MS)
  }

  private readonly hurry = (): void => {
    if (this.stopped || this.link.ending || this.link.open || document.visibilityState === 'hidden') return
    this.open()
  }

  private drop(): void {
    clearTimeout(this.retry)
    clearTimeout(this.watchdog)
    const socket = this.socket
    this.socket = null
    if (!socket) return
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
  }

  private report(change: Partial<Link>): void {
    this.link = { ...this.link, ...change }
    if (!this.stopped) this.options.onLink(this.link)
  }
}
