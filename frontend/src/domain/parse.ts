/** Untrusted JSON to figures: the parts that frames and REST answers share. */
import type { Mean, Ratio, Score, Spread } from './model'
import { array, count, num, object, text } from './read'

export function ratio(v: unknown): Ratio | null {
  const o = object(v)
  const hits = num(o['hits'])
  const total = num(o['total'])
  return hits === null || total === null || hits < 0 || total < hits ? null : { hits, total }
}

export function mean(v: unknown): Mean | null {
  const o = object(v)
  const sum = num(o['sum'])
  const n = count(o['count'])
  return sum === null || n === null ? null : { sum, count: n }
}

export function spread(v: unknown): Spread | null {
  const m = mean(v)
  const o = object(v)
  return m && { ...m, p50: num(o['p50']), p90: num(o['p90']), p99: num(o['p99']) }
}

export function score(v: unknown): Score | null {
  if (typeof v !== 'object' || v === null) return null
  const o = object(v)
  return {
    value: o['sampleTooSmall'] === true ? null : num(o['value']),
    n: count(o['n']) ?? count(o['answered']),
    components: array(o['components']).flatMap((c) => {
      const part = object(c)
      const name = text(part['name'])
      return name === null ? [] : [{ name, weight: num(part['weight']), n: num(part['n']), value: num(part['value']), own: mean(part['own']), team: mean(part['team']), isTeam: part['isTeam'] === true }]
    }),
  }
}
