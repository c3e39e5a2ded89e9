/** The time, once a second, for ages on the page. */
import { onMounted, onUnmounted, ref } from 'vue'

export function useNow() {
  const now = ref(Date.now())
  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => (timer = setInterval(() => (now.value = Date.now()), 1000)))
  onUnmounted(() => clearInterval(timer))
  return now
}
