/** Who can help a queue now: by state, and by whether the queue is among those an agent serves. */
import type { AgentLine } from './model'

export interface Help {
  /** Available and of this queue: the next contact can be theirs. */
  free: AgentLine[]
  /** Of this queue, and back soon: in wrap-up or on a break, the longest there first. */
  soon: AgentLine[]
  /** Available, of other queues only: would have to be given this queue. */
  others: AgentLine[]
  /** Of this queue, with the fewest contacts first: busy. */
  busy: AgentLine[]
}

const since = (a: AgentLine, b: AgentLine) => (a.sinceAt ?? Infinity) - (b.sinceAt ?? Infinity)

export function helpOf(agents: AgentLine[], queueId: string): Help {
  const own = agents.filter((a) => a.queues.includes(queueId))
  const others = agents.filter((a) => !a.queues.includes(queueId))
  return {
    free: own.filter((a) => a.presence === 'available').sort(since),
    soon: own.filter((a) => a.presence === 'wrapUp' || a.presence === 'break').sort(since),
    others: others.filter((a) => a.presence === 'available').sort(since),
    busy: own.filter((a) => a.presence === 'busy').sort((a, b) => (a.inService ?? 0) - (b.inService ?? 0) || since(a, b)),
  }
}
