/** How many at a time: a time over a time, which may be more than one, unlike a share. */
import type { Ratio } from './model'
import { num, object } from './read'

export function times(v: unknown): Ratio | null {
  const o = object(v)
  const hits = num(o['hits'])
  const total = num(o['total'])
  return hits === null || total === null || hits < 0 || total < 0 ? null : { hits, total }
}
