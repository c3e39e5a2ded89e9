/** Figures and times of a plan as text, in the site's zone and the reader's language. */
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { useI18n } from 'vue-i18n'
import { duration, NONE, number, percent, signed } from '@/domain/format'
import { languageOf, LOCALE } from '@/i18n'

export function useStaffingText(zone: MaybeRefOrGetter<string>) {
  const { t, locale } = useI18n()
  const lang = computed(() => LOCALE[languageOf(locale.value)])
  const minutes = computed(() => new Intl.DateTimeFormat(lang.value, { timeZone: toValue(zone), hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }))
  const days = computed(() => new Intl.DateTimeFormat(lang.value, { timeZone: 'UTC', month: 'short', day: 'numeric', weekday: 'short' }))
  return {
    lang,
    minute: (at: number) => minutes.value.format(at),
    /** Of a date such as 2026-11-30. */
    dayText: (day: string) => (day ? days.value.format(Date.parse(`${day}T00:00:00Z`)) : NONE),
    /** Contacts or agents: whole where it is whole, else one digit. */
    some: (v: number | null) => (v === null ? NONE : number(v, lang.value, Number.isInteger(v) ? 0 : 1)),
    num: (v: number | null, digits = 0) => number(v, lang.value, digits),
    pct: (v: number | null, digits = 0) => (v === null ? NONE : `${percent(v, lang.value, digits)}%`),
    plusMinus: (v: number | null) => (v === null ? NONE : signed(v, (m) => number(m, lang.value, Number.isInteger(v) ? 0 : 1))),
    dur: (seconds: number | null) => duration(seconds, t('unit.day'), t('unit.hour')),
  }
}
