/** An agent's own live state and the announcements, by the session's cookie: one socket, published once an animation frame. */
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import type { Announcement } from '@/domain/announcement'
import type { ClockReading } from '@/domain/clock'
import type { OwnState } from '@/domain/own'
import { array, object, text, type Json } from '@/domain/read'
import { ownFrame } from './ownFrame'
import { announcement, head, parseMessage } from './protocol'
import { BoardSocket, type Link } from './socket'

export interface OwnBoardState {
  own: OwnState | null
  /** Null: not known yet. */
  announcements: Announcement[] | null
  clock: ClockReading | null
  catchingUp: boolean
}

export interface OwnBoard { state: ShallowRef<OwnBoardState>; link: ShallowRef<Link> }

/** @param agentId null: announcements only */
export function useOwnBoard(agentId: string | null, connect: () => WebSocket = openByCookie): OwnBoard {
  const state = shallowRef<OwnBoardState>({ own: null, announcements: null, clock: null, catchingUp: false })
  const link = shallowRef<Link>({ open: false, attempt: 0, lastMessageAt: null, ending: null })
  const topics = agentId === null ? ['announcements'] : [`agent:${agentId}`, 'announcements']
  let next = state.value
  let frame = 0
  let epoch: string | null = null
  const newest = new Map<string, number>()

  const publish = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0
      state.value = next
    })
  }

  /** False for a frame that is older than what is known. */
  function isNew(topic: string, of: string, n: number): boolean {
    if (of !== epoch) newest.clear()
    epoch = of
    if (n <= (newest.get(topic) ?? -1)) return false
    newest.set(topic, n)
    return true
  }

  function heard(data: unknown): void {
    const message = parseMessage(data)
    if (message?.type === 'heartbeat') next = { ...next, clock: clockOf(message), catchingUp: message.state === 'catchingUp' }
    else took(data)
    publish()
  }

  function took(data: unknown): void {
    const o = json(data)
    const h = o['type'] === 'frame' ? head(o) : null
    if (!h || !isNew(h.topic, h.epoch, h.n)) return
    const common = { clock: clockOf(h), catchingUp: h.state === 'catchingUp' }
    const own = ownFrame(o)
    if (own) next = { ...next, ...common, own: own.own }
    else if (h.topic === 'announcements') next = { ...next, ...common, announcements: array(o['announcements']).flatMap(announcement) }
  }

  const socket = new BoardSocket({
    connect,
    greeting: () => JSON.stringify({ type: 'subscribe', topics }),
    onLink: (now) => (link.value = now),
    onMessage: heard,
  })
  socket.start()
  onScopeDispose(() => {
    cancelAnimationFrame(frame)
    socket.stop()
  })
  return { state, link }
}

const clockOf = (h: { at: number; serverAt: number | null; rate: number }): ClockReading => ({ at: h.at, serverAt: h.serverAt ?? h.at, rate: h.rate, receivedAt: performance.now() })

function json(data: unknown): Json {
  try {
    return object(JSON.parse(text(data) ?? '{}'))
  } catch {
    return {} // not JSON: nothing that a screen could show, and the age of the data tells the rest
  }
}

function openByCookie(): WebSocket {
  const url = new URL('/ws/board', location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return new WebSocket(url, ['qingting.v1'])
}
