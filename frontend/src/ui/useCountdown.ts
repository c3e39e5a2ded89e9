/** Whole seconds that are left of a wait; 0: none. */
import { onUnmounted, ref } from 'vue'

export function useCountdown() {
  const left = ref(0)
  let until = 0
  let timer: ReturnType<typeof setInterval> | undefined

  function tick(): void {
    left.value = Math.max(0, Math.ceil((until - Date.now()) / 1000))
    if (left.value === 0) stop()
  }

  function stop(): void {
    clearInterval(timer)
    timer = undefined
  }

  function start(seconds: number): void {
    stop()
    until = Date.now() + seconds * 1000
    timer = setInterval(tick, 250)
    tick()
  }

  onUnmounted(stop)
  return { left, start }
}
