/** Something that is read by REST, again from time to time while the page is seen; what was read last stays when a read fails. */
import { onScopeDispose, ref, shallowRef } from 'vue'
import { HttpError } from '@/api/http'

/** @param everySeconds 0: only when asked */
export function useRead<T>(read: () => Promise<T>, everySeconds: number) {
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

  const timer = everySeconds ? setInterval(() => !document.hidden && void load(), everySeconds * 1000) : undefined
  onScopeDispose(() => clearInterval(timer))
  void load()
  return { found, failed, load }
}
