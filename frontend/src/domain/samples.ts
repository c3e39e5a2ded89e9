/** A fixed ring of one sample a minute, for series that only this screen has seen. */
import type { Series } from './trend'

export const SAMPLES = 60

export interface Samples { minute: number; values: Series }

/** Takes the newest value of a minute; minutes without any stay gaps. An earlier minute starts anew. */
export function sample(ring: Samples | null, minute: number, value: number | null): Samples {
  if (!ring || minute < ring.minute || minute - ring.minute >= SAMPLES) return { minute, values: [...Array<null>(SAMPLES - 1).fill(null), value] }
  const step = minute - ring.minute
  const kept = step === 0 ? ring.values.slice(0, -1) : [...ring.values.slice(step), ...Array<null>(step - 1).fill(null)]
  return { minute, values: [...kept, value] }
}
