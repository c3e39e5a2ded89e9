/** Counts page intervals since the screen opened; 0 for ever when the interval is 0. */
import { computed, type ComputedRef, type Ref } from 'vue'

export function useTurn(tick: Ref<number>, seconds: () => number): ComputedRef<number> {
  const start = tick.value
  return computed(() => (seconds() > 0 ? Math.floor((tick.value - start + 20) / (seconds() * 1000)) : 0))
}
