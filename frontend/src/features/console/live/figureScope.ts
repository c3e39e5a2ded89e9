/** Where a figure stands: a queue, an agent or, with neither, the whole site; over a window, or with null now. */
export interface FigureScope { queueId?: string; agentId?: string; window: string | null }
