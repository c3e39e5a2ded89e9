/** Close codes of the board's socket and what they ask of a screen. Any other code: come back. */
export type Ending = 'withdrawn' | 'forbidden' | 'ended'

const FINAL: Record<number, Ending> = { 1000: 'ended', 1009: 'ended', 4400: 'ended', 4401: 'withdrawn', 4403: 'forbidden' }

/** Why the screen must not come back, or null when it should. */
export const endingOf = (code: number): Ending | null => FINAL[code] ?? null
