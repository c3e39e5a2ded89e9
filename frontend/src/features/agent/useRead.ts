/** Something that is read by REST, again from time to time while the page is seen; what was read last stays when a read fails. */
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { HttpError } from '@/api/http'

/** @param everySeconds how soon again, by what was found; 0: only when asked */
export function useRead<T>(read: () => Promise<T>, everySeconds: (found: T | null) => number) {
  const found = shallowRef<T | null>(null)
  const failed = ref(false)
  let asked = 0

  async function load(): Promise<void> {
    const mine = ++asked
    try {
      const got = await read()
      if (mine !== asked) return
      found.value = got
      failed.value = false
    } catch (cause) {
      if (!(cause instanceof HttpError)) throw cause
      if (mine === asked) failed.value = true
    }
  }

  let timer: ReturnType<typeof setInterval> | undefined
  watch(() => everySeconds(found.value), (seconds) => {
    clearInterval(timer)
    timer = seconds ? setInterval(() => !document.hidden && void load(), seconds * 1000) : undefined
  }, { immediate: true })
  onScopeDispose(() => clearInterval(timer))
  void load()
  return { found, failed, load }
}
