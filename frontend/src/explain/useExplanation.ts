/** One figure's explanation: read when it is opened, its contacts page by page, recomputed when asked for. */
import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { fetchContacts, fetchExplanation, fetchRecomputed } from '@/api/explain'
import { HttpError } from '@/api/http'
import { session } from '@/api/session'
import type { ExplainedContact, Explanation, FigureRef, Recomputed } from '@/domain/explain'
import { tell } from '@/i18n/problems'

export function useExplanation(figure: FigureRef) {
  const words = useI18n()
  const told = shallowRef<Explanation | null>(null)
  const contacts = shallowRef<ExplainedContact[]>([])
  const next = ref<string | null>(null)
  const recomputed = shallowRef<Recomputed | null>(null)
  const busy = ref<'reading' | 'more' | 'recomputing' | null>(null)
  const failure = ref<string | null>(null)
  /** So much has happened since that this moment's list cannot be told any more. */
  const outdated = ref(false)

  async function run(what: 'reading' | 'more' | 'recomputing', act: () => Promise<void>): Promise<void> {
    if (busy.value) return
    busy.value = what
    failure.value = null
    try {
      await act()
    } catch (cause) {
      outdated.value = cause instanceof HttpError && cause.problem?.type === '/problems/explanation-outdated'
      failure.value = tell(cause, 'explain', words).text
    } finally {
      busy.value = null
    }
  }

  async function page(cursor: string | null): Promise<void> {
    if (!told.value) return
    const found = await fetchContacts(session, figure, told.value.asOf, cursor)
    contacts.value = cursor === null ? found.items : [...contacts.value, ...found.items]
    next.value = found.next
  }

  const read = () => run('reading', async () => {
    outdated.value = false
    recomputed.value = null
    told.value = await fetchExplanation(session, figure)
    if (told.value?.isListed) await page(null)
  })
  const more = () => run('more', () => page(next.value))
  const recompute = () => run('recomputing', async () => {
    if (told.value) recomputed.value = await fetchRecomputed(session, figure, told.value.asOf)
  })

  return { told, contacts, next, recomputed, busy, failure, outdated, read, more, recompute }
}
