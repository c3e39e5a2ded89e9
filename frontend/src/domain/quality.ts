/** What an administrator looks into: events that could not be used, and contacts that may have ended unseen. */
export interface Anomaly { source: string; eventId: string; contactId: string | null; type: string; at: number | null; reason: string }
/** `waiting`: in its queue, else with an agent. */
export interface Unconfirmed { source: string; contactId: string; queueId: string; channel: string; waiting: boolean; lastEventAt: number | null }

/** The server's reason as the last part of a message's key: "is held already" is isHeldAlready. */
export const reasonKey = (reason: string): string => reason.replace(/[^a-z0-9]+(\w)/gi, (_, letter: string) => letter.toUpperCase())

/** Clocks this far from the server's are worth a word, in ms. */
export const SKEW_NOTED_MS = 2_000

export const isSkewed = (skewMs: number | null): boolean => skewMs !== null && Math.abs(skewMs) > SKEW_NOTED_MS
