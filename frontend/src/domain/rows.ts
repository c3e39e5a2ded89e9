/** Rows of a table in the order that a reader asked for. */

export interface Sorting { key: string; down: boolean }

type Value = number | string | null

/** By a value of each row; what is not known stands last either way, and equal rows keep their order. */
export function sorted<T>(rows: readonly T[], value: (row: T) => Value, down: boolean): T[] {
  return rows
    .map((row) => ({ row, v: value(row) }))
    .sort((a, b) => {
      if (a.v === null || b.v === null) return (a.v === null ? 1 : 0) - (b.v === null ? 1 : 0)
      const c = typeof a.v === 'number' && typeof b.v === 'number' ? a.v - b.v : String(a.v).localeCompare(String(b.v))
      return down ? -c : c
    })
    .map((r) => r.row)
}

/** Whether one of the texts has all the words that were typed, in any case. */
export function fits(typed: string, ...texts: (string | null)[]): boolean {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const all = texts.filter((x) => x !== null).join(' ').toLowerCase()
  return words.every((w) => all.includes(w))
}
