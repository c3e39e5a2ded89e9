/** Instants of the floor in the site's zone, and figures, as text. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { duration, NONE, number, percent } from '@/domain/format'
import { languageOf, LOCALE } from '@/i18n'
import { useFloor } from './useFloor'

export function useFloorTime() {
  const { t, locale: language } = useI18n()
  const { site } = useFloor()
  const locale = computed(() => LOCALE[languageOf(language.value)])
  const zone = computed(() => site.value?.zone ?? 'Asia/Shanghai')
  const format = (options: Intl.DateTimeFormatOptions) => computed(() => new Intl.DateTimeFormat(locale.value, { timeZone: zone.value, hourCycle: 'h23', ...options }))
  const clocks = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
  const minutes = format({ hour: '2-digit', minute: '2-digit' })
  const days = format({ month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' })
  return {
    locale, zone,
    clock: (at: number | null) => (at === null ? NONE : clocks.value.format(at)),
    minute: (at: number | null) => (at === null ? NONE : minutes.value.format(at)),
    /** With the day. */
    when: (at: number | null) => (at === null ? NONE : days.value.format(at)),
    num: (v: number | null, digits = 0) => number(v, locale.value, digits),
    /** With its sign; a dash where there is no data. */
    pct: (v: number | null, digits = 0) => (v === null ? NONE : `${percent(v, locale.value, digits)}%`),
    dur: (seconds: number | null) => duration(seconds, t('unit.day'), t('unit.hour')),
  }
}
