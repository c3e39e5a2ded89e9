import type { FigureRef } from '@/domain/explain'

/** Where a figure stands: a queue, an agent or, with neither, the whole site; over a window, or with null now. */
export interface FigureScope { queueId?: string; agentId?: string; window: string | null }

/** Figures whose name here is not that of their definition. */
const DEFINED_AS: Record<string, string> = { longestWait: 'longestWaitSinceAt' }

/** The figure as its explanation is asked for. */
export function figureOf(metric: string, scope: FigureScope): FigureRef {
  const place = scope.queueId !== undefined ? { scope: 'queue' as const, id: scope.queueId } : scope.agentId !== undefined ? { scope: 'agent' as const, id: scope.agentId } : { scope: 'site' as const }
  return { metric: DEFINED_AS[metric] ?? metric, ...place, ...(scope.window === null ? {} : { window: scope.window }) }
}

/** A part of the score as its definition is called: contacts taken out on appeal are not in it. */
export const scorePart = (part: string): string => `score${part.charAt(0).toUpperCase()}${part.slice(1)}`
