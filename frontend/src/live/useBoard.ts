/** The live board as Vue sees it: one socket, a plain model, and a snapshot published once an animation frame (so nothing while the tab is hidden). */
import { onScopeDispose, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { BoardModel, emptyState, type BoardState } from './boardModel'
import { parseMessage, type Command } from './protocol'
import { BoardSocket, type Link } from './socket'

export interface UseBoardOptions {
  /** Null: the cookie of a session goes along by itself. */
  token: string | null
  topics: Ref<string[]>
  /** Called when a connection fails before any message: only a REST call can tell a refused token from a server that is away. */
  onFailure?: () => void
  /** What this screen shows, as an address within /wall: said once the line is open, and whenever it changes. */
  view?: Ref<string>
  /** What an administrator lets this screen do. */
  onCommand?: (command: Command) => void
  connect?: (token: string | null) => WebSocket
}

export interface LiveBoard {
  state: ShallowRef<BoardState>
  link: ShallowRef<Link>
  end: BoardSocket['end']
}

export function useBoard(options: UseBoardOptions): LiveBoard {
  const model = new BoardModel()
  const state = shallowRef<BoardState>(emptyState)
  const link = shallowRef<Link>({ open: false, attempt: 0, lastMessageAt: null, ending: null })
  let frame = 0
  const publish = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0
      state.value = model.current
    })
  }
  const greeting = () => JSON.stringify({ type: 'subscribe', topics: options.topics.value })
  const connect = options.connect ?? openBoard
  const socket = new BoardSocket({
    connect: () => connect(options.token),
    greeting,
    onLink(next) {
      const failed = !next.open && next.attempt > link.value.attempt
      link.value = next
      if (failed) options.onFailure?.()
    },
    onMessage(data) {
      const message = parseMessage(data)
      if (message?.type === 'frame') model.apply(message.frame, performance.now())
      else if (message?.type === 'heartbeat') model.beat(message, performance.now())
      else {
        if (message?.type === 'reload' || message?.type === 'show') options.onCommand?.(message)
        return
      }
      publish()
    },
  })
  watch(options.topics, (topics, before) => {
    if (topics.join() === before.join()) return
    model.keep(topics)
    socket.send(greeting())
    publish()
  })
  // The line reports that it is open before it greets; this comes after both.
  watch([() => link.value.open, () => options.view?.value], ([open, view]) => {
    if (open && view !== undefined) socket.send(JSON.stringify({ type: 'showing', view }))
  })
  socket.start()
  onScopeDispose(() => {
    cancelAnimationFrame(frame)
    socket.stop()
  })
  return { state, link, end: (ending) => socket.end(ending) }
}

function openBoard(token: string | null): WebSocket {
  const url = new URL('/ws/board', location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return new WebSocket(url, token === null ? ['qingting.v1'] : ['qingting.v1', `qingting.token.${token}`])
}
