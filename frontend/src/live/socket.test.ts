// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { backoff } from './backoff'
import { freshness, type Freshness } from './freshness'
import { BoardSocket, type Link } from './socket'

class FakeSocket {
  onopen: (() => void) | null = null
  onmessage: ((e: { data: unknown }) => void) | null = null
  onclose: ((e: { code: number }) => void) | null = null
  sent: string[] = []
  closed = false
  send(text: string) { this.sent.push(text) }
  close() { this.closed = true }
}

let sockets: FakeSocket[]
let link: Link
let socket: BoardSocket
const newest = () => {
  const last = sockets.at(-1)
  if (!last) throw new Error('never connected')
  return last
}
const state = (): Freshness => freshness(link, Date.now())

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  sockets = []
  link = { open: false, attempt: 0, lastMessageAt: null, ending: null }
  socket = new BoardSocket({
    connect: () => {
      const fake = new FakeSocket()
      sockets.push(fake)
      return fake as unknown as WebSocket
    },
    greeting: () => 'subscribe', onMessage: () => undefined, onLink: (l) => (link = l), now: Date.now, random: () => 0.999,
  })
  socket.start()
})
afterEach(() => {
  socket.stop()
  vi.useRealTimers()
})

const live = () => {
  newest().onopen?.()
  newest().onmessage?.({ data: 'x' })
}

describe('back-off', () => {
  it('doubles from half a second to thirty, with full jitter', () => {
    expect([0, 1, 2, 6, 60].map((k) => backoff(k, 1))).toEqual([500, 1000, 2000, 30_000, 30_000])
    expect(backoff(6, 0)).toBe(0)
  })
})

describe('the line', () => {
  it('subscribes as soon as it is open', () => {
    newest().onopen?.()
    expect(newest().sent).toEqual(['subscribe'])
  })

  it('comes back after a close, later each time, and counts its attempts', () => {
    newest().onclose?.({ code: 1006 })
    expect(link.attempt).toBe(1)
    vi.advanceTimersByTime(500)
    expect(sockets).toHaveLength(2)
    newest().onclose?.({ code: 1006 })
    vi.advanceTimersByTime(500)
    expect(sockets).toHaveLength(2)
    vi.advanceTimersByTime(500)
    expect(sockets).toHaveLength(3)
    expect(link.attempt).toBe(2)
  })

  it('an accepted connection without a message does not reset the back-off', () => {
    for (let i = 0; i < 3; i++) {
      newest().onopen?.()
      newest().onclose?.({ code: 1001 })
      vi.advanceTimersByTime(5000)
    }
    expect(link.attempt).toBe(3)
    live()
    expect(link.attempt).toBe(0)
  })

  it('a silent line is cut by the watchdog and opened anew', () => {
    live()
    const first = newest()
    vi.advanceTimersByTime(15_000)
    expect(first.closed).toBe(true)
    vi.advanceTimersByTime(500)
    expect(sockets).toHaveLength(2)
  })

  it.each([[4401, 'withdrawn'], [4403, 'forbidden'], [1000, 'ended'], [1009, 'ended'], [4400, 'ended']])('close code %i ends it for good', (code, ending) => {
    live()
    newest().onclose?.({ code })
    vi.advanceTimersByTime(120_000)
    window.dispatchEvent(new Event('online'))
    expect(sockets).toHaveLength(1)
    expect(link.ending).toBe(ending)
  })

  it('tries at once when the network is back', () => {
    newest().onclose?.({ code: 1006 })
    window.dispatchEvent(new Event('online'))
    expect(sockets).toHaveLength(2)
    vi.advanceTimersByTime(1000)
    expect(sockets).toHaveLength(2)
  })

  it('a message of a replaced socket changes nothing', () => {
    const first = newest()
    first.onclose?.({ code: 1006 })
    expect(first.onmessage).toBeNull()
  })
})

describe('freshness', () => {
  it('is connecting until the first message, then live, late after 6 s and stale after 15 s', () => {
    expect(state()).toBe('connecting')
    live()
    expect(state()).toBe('live')
    vi.setSystemTime(1_006_001)
    expect(state()).toBe('late')
    vi.setSystemTime(1_015_001)
    expect(state()).toBe('stale')
    live()
    expect(state()).toBe('live')
  })

  it('is stale at once when the line closes, and live again with the next message', () => {
    live()
    newest().onclose?.({ code: 1001 })
    expect(state()).toBe('stale')
    vi.advanceTimersByTime(500)
    newest().onopen?.()
    live()
    expect(state()).toBe('live')
  })
})
