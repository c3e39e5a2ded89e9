/** A searched list of what is set up, read page by page: words are asked for once they were typed. */
import { onMounted, onScopeDispose, ref, watch } from 'vue'
import type { Page } from '@/api/http'
import { usePages } from './usePages'

const TYPED_MS = 300

/** @param read a page of what holds the words, from the beginning where `after` is null */
export function useSetUpList<T>(read: (search: string, after: string | null) => Promise<Page<T>>) {
  const search = ref('')
  /** What the list shows: words that are being typed do not change the following pages. */
  let asked = ''
  const pages = usePages((after) => read(asked, after))
  let timer: ReturnType<typeof setTimeout> | undefined

  watch(search, () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      asked = search.value
      void pages.reload()
    }, TYPED_MS)
  })
  onMounted(() => void pages.reload())
  onScopeDispose(() => clearTimeout(timer))

  return { search, ...pages }
}
