/** Instants and durations as text, in the reader's language and the browser's time zone. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { duration, NONE } from '@/domain/format'
import { languageOf, LOCALE } from '@/i18n'

export function useTimes() {
  const { t, locale } = useI18n()
  const format = computed(() => new Intl.DateTimeFormat(LOCALE[languageOf(locale.value)], { dateStyle: 'medium', timeStyle: 'medium' }))
  return {
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    time: (at: number | null) => (at === null ? NONE : format.value.format(at)),
    lasting: (seconds: number) => duration(seconds, t('unit.day'), t('unit.hour')),
  }
}
