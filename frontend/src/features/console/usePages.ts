/** A list that is read page by page. What was asked for last wins: an answer to an earlier question is dropped. */
import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Page } from '@/api/http'
import { tell } from '@/i18n/problems'

/** @param read a page, from the beginning where `after` is null */
export function usePages<T>(read: (after: string | null) => Promise<Page<T>>) {
  const words = useI18n()
  const items = shallowRef<T[]>([])
  const next = ref<string | null>(null)
  const busy = ref(false)
  const failure = ref<string | null>(null)
  /** Null until it was read once. */
  const readAt = ref<number | null>(null)
  /** Whether more than the first page is shown: reading anew would take it away from under the reader. */
  const isDeep = ref(false)
  let asked = 0

  async function load(after: string | null): Promise<void> {
    const mine = ++asked
    busy.value = true
    try {
      const found = await read(after)
      if (mine !== asked) return
      items.value = after === null ? found.items : [...items.value, ...found.items]
      next.value = found.next
      isDeep.value = after !== null
      failure.value = null
      readAt.value = Date.now()
    } catch (cause) {
      if (mine === asked) failure.value = tell(cause, 'search', words).text
    } finally {
      if (mine === asked) busy.value = false
    }
  }

  return { items, next, busy, failure, readAt, isDeep, reload: () => load(null), more: () => load(next.value) }
}
