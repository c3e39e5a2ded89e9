/** What went wrong, in the reader's language: our own words where we have them, else the server's. */
import { HttpError } from '@/api/http'

export interface Words { t: (key: string, values?: Record<string, unknown>) => string; te: (key: string) => boolean }
export interface Told {
  /** Name of the field that is wrong, such as password; null: none in particular. */
  field: string | null
  text: string
}

/** @param form which form's fields are meant, such as person: a display's name has other rules */
export function tell(cause: unknown, form: string, { t, te }: Words): Told {
  if (!(cause instanceof HttpError)) return { field: null, text: t('problem.unknown') }
  const field = cause.problem?.pointer?.split('/')[1] || null
  const slug = (cause.problem?.type ?? '').replace(/^\/problems\//, '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  const own = [`problem.${slug}At.${field}`, slug === 'invalidValue' ? `problem.${form}.${field}` : '', `problem.${slug}`, `problem.status.${cause.status}`].find((key) => te(key))
  const wait = { seconds: cause.retryAfterSeconds ?? 0 }
  if (own) return { field, text: t(own, wait) }
  return { field, text: cause.problem?.detail || t('problem.unknown') }
}
