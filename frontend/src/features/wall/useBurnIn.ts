/** Moves the picture by up to 3 px through eight positions, one a minute, so that nothing burns into a panel. */
import { computed, type ComputedRef, type Ref } from 'vue'

const STEPS = [[0, 0], [3, 0], [3, 3], [0, 3], [-3, 3], [-3, 0], [-3, -3], [0, -3]] as const

export function useBurnIn(tick: Ref<number>): ComputedRef<string> {
  return computed(() => {
    const [x, y] = STEPS[Math.floor(tick.value / 60_000) % STEPS.length] ?? STEPS[0]
    return `translate(${x}px, ${y}px)`
  })
}
