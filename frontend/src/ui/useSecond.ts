/** One timer a page: once a second, on the machine's monotonic scale in ms; nothing while the page is hidden. */
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'

export function useSecond(): ShallowRef<number> {
  const second = shallowRef(performance.now())
  const tick = () => {
    if (!document.hidden) second.value = performance.now()
  }
  const timer = setInterval(tick, 1000)
  document.addEventListener('visibilitychange', tick)
  onScopeDispose(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', tick)
  })
  return second
}
