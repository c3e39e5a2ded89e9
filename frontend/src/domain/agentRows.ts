/** The agents of the floor as a list for those who may see them. */
import type { AgentLine, Presence } from './model'
import { PRESENCES } from './model'
import { fits, sorted, type Sorting } from './rows'

/** Empty: any. */
export interface AgentWish { search: string; team: string; queue: string; state: Presence | ''; sorting: Sorting }

/** Those that fit, in the order wished. */
export function agentRows(agents: AgentLine[], wish: AgentWish, teamName: (id: string) => string): AgentLine[] {
  const found = agents.filter(
    (a) =>
      fits(wish.search, a.name, a.agentId) && (!wish.team || a.teamId === wish.team) && (!wish.queue || a.queues.includes(wish.queue)) && (!wish.state || a.presence === wish.state),
  )
  return sorted(found, (a) => valueOf(a, wish.sorting.key, teamName), wish.sorting.down)
}

function valueOf(a: AgentLine, key: string, teamName: (id: string) => string): number | string | null {
  switch (key) {
    case 'team': return a.teamId === null ? null : teamName(a.teamId)
    // Descending: whoever serves stands first.
    case 'state': return PRESENCES.length - PRESENCES.indexOf(a.presence)
    // The longest in a state is the one since the earliest.
    case 'since': return a.sinceAt === null ? null : -a.sinceAt
    case 'inService': return a.inService
    case 'answered': return a.answeredToday
    case 'score': return a.score?.value ?? null
    case 'month': return a.rolling?.value ?? null
    default: return a.name ?? a.agentId
  }
}

/** The queues that any of them serves. */
export const queuesServed = (agents: AgentLine[]): string[] => [...new Set(agents.flatMap((a) => a.queues))].sort()
export const teamsOf = (agents: AgentLine[]): string[] => [...new Set(agents.flatMap((a) => a.teamId ?? []))].sort()
