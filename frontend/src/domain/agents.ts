/** The floor's agents: counted by state, ordered for the matrix, ranked by score. */
import { PRESENCES, type AgentLine, type Presence, type PresenceCounts } from './model'

export function countPresences(agents: AgentLine[]): PresenceCounts {
  const counts: PresenceCounts = { busy: 0, available: 0, wrapUp: 0, break: 0, unknown: 0, offline: 0 }
  for (const a of agents) counts[a.presence]++
  return counts
}

/** Whoever serves first, the absent last; within a state the longest there first. */
export function byPresence(agents: AgentLine[]): AgentLine[] {
  return [...agents].sort(
    (a, b) => PRESENCES.indexOf(a.presence) - PRESENCES.indexOf(b.presence) || (a.sinceAt ?? Infinity) - (b.sinceAt ?? Infinity) || (a.name ?? '').localeCompare(b.name ?? ''),
  )
}

/** Cells for a floor of which only the counts are known. */
export const cellsOf = (counts: PresenceCounts): Presence[] => PRESENCES.flatMap((p) => Array<Presence>(counts[p]).fill(p))

/** Columns and side of square cells so that n of them fill a box as large as they can, at most `most` a side. Same unit as the box. */
export function cellGrid(n: number, width: number, height: number, most: number): { columns: number; size: number } {
  let best = { columns: 1, size: 0 }
  for (let columns = 1; columns <= Math.max(1, n); columns++) {
    const size = Math.min(most, width / columns, height / Math.ceil(n / columns))
    if (size > best.size) best = { columns, size }
  }
  // With small cells a row takes as many as fit, so that rows are full.
  const columns = best.size === most ? Math.max(best.columns, Math.min(n, Math.floor(width / most))) : best.columns
  return { columns, size: Math.floor(best.size * 100) / 100 }
}

/** Agents with a score first, best first; those whose sample is too small after them by name; the offline without either not at all. */
export function rankScores(agents: AgentLine[]): AgentLine[] {
  return agents
    .filter((a) => a.score !== null && (a.score.value !== null || a.presence !== 'offline'))
    .sort((a, b) => (b.score?.value ?? -1) - (a.score?.value ?? -1) || (a.name ?? '').localeCompare(b.name ?? ''))
}
