/** What the sources tell of how far the floor is known. */
import type { SourceLine } from './model'

export interface Backlog { kind: 'catchingUp' | 'importing'; reachedAt: number | null }

/** A source as people call it, without the path that every one begins with. */
export const sourceName = (source: string): string => source.replace('/connectors/', '')

/**
 * Why the floor is not shown as it is now: a source tells what happened while it was away, or there is nothing but an import. An import
 * beside a live source changes nothing of now. Of several the one that is furthest behind.
 */
export function backlogOf(sources: SourceLine[]): Backlog | null {
  const furthest = (state: Backlog['kind']): SourceLine | undefined =>
    sources.filter((s) => s.state === state).sort((a, b) => (a.reachedAt ?? 0) - (b.reachedAt ?? 0))[0]
  const late = furthest('catchingUp')
  if (late) return { kind: 'catchingUp', reachedAt: late.reachedAt }
  const imported = sources.some((s) => s.state === 'live') ? undefined : furthest('importing')
  return imported ? { kind: 'importing', reachedAt: imported.reachedAt } : null
}
