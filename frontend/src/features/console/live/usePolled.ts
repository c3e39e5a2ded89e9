/** Something read again and again while its page is open and in sight. What was asked for last wins; what was read before stays while a reading fails. */
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { tell } from '@/i18n/problems'

/** @param of what the reading depends on: another value is read at once, and what was read of the one before is forgotten */
export function usePolled<K, T>(of: () => K, read: (of: K) => Promise<T>, everyMs: number) {
  const words = useI18n()
  const found = shallowRef<T | null>(null)
  const failure = ref<string | null>(null)
  let asked = 0

  async function load(): Promise<void> {
    const mine = ++asked
    try {
      const answer = await read(of())
      if (mine !== asked) return
      found.value = answer
      failure.value = null
    } catch (cause) {
      if (mine === asked) failure.value = tell(cause, 'search', words).text
    }
  }

  watch(of, () => {
    found.value = null
    void load()
  }, { immediate: true })
  const timer = setInterval(() => {
    if (!document.hidden) void load()
  }, everyMs)
  onScopeDispose(() => {
    clearInterval(timer)
    asked++
  })
  return { found, failure, load }
}
