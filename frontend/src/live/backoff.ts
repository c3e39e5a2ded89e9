/** Back-off with full jitter: attempt k waits a random part of min(cap, base · 2^k). */
export const BASE_MS = 500
export const CAP_MS = 30_000

/** Milliseconds before attempt k (from 0), for a random number in [0, 1). */
export const backoff = (attempt: number, random: number): number => Math.round(Math.min(CAP_MS, BASE_MS * 2 ** Math.min(attempt, 16)) * random)
