/** Something that a person asked for: one at a time, with what went wrong said at its field, or at the form where no field shows it. */
import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { HttpError } from '@/api/http'
import { tell } from './problems'

/** @param fields that the form shows */
export function useAct(form: string, fields: readonly string[] = []) {
  const words = useI18n()
  const busy = ref(false)
  const general = ref<string | null>(null)
  const at = ref<Record<string, string>>({})

  function clear(): void {
    general.value = null
    at.value = {}
  }

  function show(cause: unknown): void {
    clear()
    const told = tell(cause, form, words)
    if (told.field !== null && fields.includes(told.field)) at.value = { [told.field]: told.text }
    else general.value = told.text
  }

  /** True where it was done; what failed is shown, and given to `failed` too. */
  async function run(act: () => Promise<void>, failed?: (cause: HttpError) => void): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    clear()
    try {
      await act()
      return true
    } catch (cause) {
      show(cause)
      if (cause instanceof HttpError) failed?.(cause)
      return false
    } finally {
      busy.value = false
    }
  }

  return { busy, general, at, run, clear, show }
}
