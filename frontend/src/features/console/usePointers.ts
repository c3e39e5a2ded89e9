/** What a form's server refused, at the very field that it means: forms with parts and lists name it by its pointer. */
import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { HttpError } from '@/api/http'

/** @param form problem.{form}.{part} are the words; where there are none, the server's stand */
export function usePointers(form: string) {
  const { t, te } = useI18n()
  const pointer = ref<string | null>(null)
  const detail = ref('')

  function take(cause: HttpError): void {
    pointer.value = cause.problem?.pointer ?? null
    detail.value = cause.problem?.detail ?? ''
  }

  /** What is said at a field; null: nothing. */
  function failed(field: string): string | null {
    if (pointer.value !== field) return null
    const parts = field.split('/').filter((p) => p && !/^\d+$/.test(p))
    const key = [`problem.${form}.${parts.join('.')}`, `problem.${form}.${parts.at(-1)}`, `problem.${form}.${parts[0]}`].find((k) => te(k))
    return key ? t(key) : detail.value
  }

  const clear = () => {
    pointer.value = null
  }

  return { failed, take, clear }
}
