/** Arithmetic on ratios and means. Nothing divided by nothing is no data. */
import type { Mean, Ratio } from './model'

export const rateOf = (r: Ratio | null | undefined): number | null => (r && r.total > 0 ? r.hits / r.total : null)
export const meanOf = (m: Mean | null | undefined): number | null => (m && m.count > 0 ? m.sum / m.count : null)

/** A sum is known only when all of its parts are. */
export function sum(values: (number | null)[]): number | null {
  let total = 0
  for (const v of values) {
    if (v === null) return null
    total += v
  }
  return values.length ? total : null
}

/** Ratios merge by adding hits and totals. A part without the measure takes no part; without any there is none. */
export function mergeRatios(parts: (Ratio | null)[]): Ratio | null {
  const known = parts.filter((p) => p !== null)
  if (!known.length) return null
  return known.reduce((a, b) => ({ hits: a.hits + b.hits, total: a.total + b.total }), { hits: 0, total: 0 })
}

export function mergeMeans(parts: (Mean | null)[]): Mean | null {
  const known = parts.filter((p) => p !== null)
  if (!known.length) return null
  return known.reduce((a, b) => ({ sum: a.sum + b.sum, count: a.count + b.count }), { sum: 0, count: 0 })
}

/** The earliest known instant. */
export function earliest(instants: (number | null)[]): number | null {
  const known = instants.filter((i) => i !== null)
  return known.length ? Math.min(...known) : null
}
