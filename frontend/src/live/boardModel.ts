/** The newest frame of each topic, off the reactivity graph. Older frames of an epoch are ignored, a gap in `n` is normal, a new epoch starts anew. */
import type { ClockReading } from '@/domain/clock'
import type { Board, Frame } from '@/domain/model'
import type { Heartbeat } from './protocol'

/** All that a screen shows of the socket's content. */
export interface BoardState {
  board: Board
  clock: ClockReading | null
  catchingUp: boolean
  lagSeconds: number | null
  mode: 'live' | 'replay'
  /** Version of the site's configuration that the newest frame was made with. */
  configVersion: number | null
}

export const emptyState: BoardState = {
  board: { site: null, agents: null, alerts: null, announcements: null, queues: {}, people: {} }, clock: null, catchingUp: false, lagSeconds: null, mode: 'live', configVersion: null,
}

export class BoardModel {
  private state: BoardState = emptyState
  private epoch: string | null = null
  private readonly newest = new Map<string, number>()

  get current(): BoardState {
    return this.state
  }

  /** Takes a frame; false when it is older than what is known. */
  apply(frame: Frame, receivedAt: number): boolean {
    this.enter(frame.epoch)
    if (frame.n <= (this.newest.get(frame.topic) ?? -1)) return false
    this.newest.set(frame.topic, frame.n)
    this.state = {
      board: this.place(frame),
      clock: { at: frame.at, serverAt: frame.serverAt ?? frame.at, rate: frame.rate, receivedAt },
      catchingUp: frame.state === 'catchingUp',
      lagSeconds: frame.lagSeconds,
      mode: frame.mode,
      configVersion: frame.configVersion ?? this.state.configVersion,
    }
    return true
  }

  beat(beat: Heartbeat, receivedAt: number): void {
    this.enter(beat.epoch)
    this.state = {
      ...this.state,
      clock: { at: beat.at, serverAt: beat.serverAt ?? beat.at, rate: beat.rate, receivedAt },
      catchingUp: beat.state === 'catchingUp',
      lagSeconds: beat.lagSeconds,
    }
  }

  /** Forgets frames of topics that are no longer asked for. */
  keep(topics: string[]): void {
    for (const topic of this.newest.keys()) if (!topics.includes(topic)) this.newest.delete(topic)
    const { board } = this.state
    const asked = <T>(frames: Record<string, T>, kind: string) => Object.fromEntries(Object.entries(frames).filter(([id]) => topics.includes(`${kind}:${id}`)))
    this.state = {
      ...this.state,
      board: {
        site: board.site && topics.includes(board.site.topic) ? board.site : null,
        agents: topics.includes('agents') ? board.agents : null,
        alerts: topics.includes('alerts') ? board.alerts : null,
        announcements: topics.includes('announcements') ? board.announcements : null,
        queues: asked(board.queues, 'queue'),
        people: asked(board.people, 'agent'),
      },
    }
  }

  private enter(epoch: string): void {
    if (epoch === this.epoch) return
    this.epoch = epoch
    this.newest.clear()
  }

  private place(frame: Frame): Board {
    const { board } = this.state
    switch (frame.kind) {
      case 'site':
        return { ...board, site: frame }
      case 'agents':
        return { ...board, agents: frame }
      case 'alerts':
        return { ...board, alerts: frame }
      case 'announcements':
        return { ...board, announcements: frame }
      case 'queue':
        return { ...board, queues: { ...board.queues, [frame.queueId]: frame } }
      case 'agent':
        return { ...board, people: { ...board.people, [frame.agentId]: frame } }
    }
  }
}
