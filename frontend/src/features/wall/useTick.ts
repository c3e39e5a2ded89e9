/** The wall's one timer: once a second, on the machine's monotonic scale in ms. */
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'

export function useTick(): ShallowRef<number> {
  const tick = shallowRef(performance.now())
  const timer = setInterval(() => {
    if (!document.hidden) tick.value = performance.now()
  }, 1000)
  onScopeDispose(() => clearInterval(timer))
  return tick
}
