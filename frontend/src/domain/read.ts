/** Reading of untrusted JSON: each function returns the value when it is what it should be, else "no data". */

export type Json = Record<string, unknown>

export const object = (v: unknown): Json => (typeof v === 'object' && v !== null && !Array.isArray(v) ? (v as Json) : {})
/** The same with the names of T's fields, so that a field that a description does not have is an error of the compiler; values are as untrusted. */
export const fields = <T extends object>(v: unknown): { readonly [K in keyof T]?: unknown } => object(v) as { readonly [K in keyof T]?: unknown }
export const array = (v: unknown): unknown[] => (Array.isArray(v) ? v : [])
/** Lines of a table, each with the names that stand once above all of them. A null says the same as a field that is left out. */
export const table = (names: unknown, lines: unknown): Json[] =>
  array(lines).flatMap((line) => (Array.isArray(line) ? [Object.fromEntries(array(names).flatMap((name, i) => (typeof name === 'string' && line[i] !== null ? [[name, line[i] as unknown]] : [])))] : []))
export const text = (v: unknown): string | null => (typeof v === 'string' && v !== '' ? v : null)
export const num = (v: unknown): number | null => (typeof v === 'number' && Number.isFinite(v) ? v : null)
export const count = (v: unknown): number | null => (typeof v === 'number' && Number.isSafeInteger(v) && v >= 0 ? v : null)

/** Epoch milliseconds of an ISO-8601 instant. */
export function instant(v: unknown): number | null {
  if (typeof v !== 'string') return null
  const at = Date.parse(v)
  return Number.isNaN(at) ? null : at
}
