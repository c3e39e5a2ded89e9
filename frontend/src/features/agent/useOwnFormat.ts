/** Figures as text on the agent's page. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { duration, NONE, number, percent } from '@/domain/format'
import type { Unit } from '@/domain/own'
import { languageOf, LOCALE } from '@/i18n'

export function useOwnFormat() {
  const { t, locale: language } = useI18n()
  const locale = computed(() => LOCALE[languageOf(language.value)])
  const dur = (seconds: number | null) => duration(seconds, t('unit.day'), t('unit.hour'))
  const pct = (v: number | null) => (v === null ? NONE : `${percent(v, locale.value, 0)}%`)
  const num = (v: number | null, digits = 0) => number(v, locale.value, digits)
  return {
    t, language, dur, pct, num,
    figure: (v: number | null, unit: Unit) => ({ count: () => num(v), rate: () => pct(v), seconds: () => dur(v), mean: () => num(v, 1) })[unit](),
    /** Of a business day, such as 2026-03-02. */
    day: (text: string) => new Intl.DateTimeFormat(locale.value, { timeZone: 'UTC', month: 'short', day: 'numeric' }).format(Date.parse(`${text}T12:00:00Z`)),
    time: (at: number | null) => (at === null ? NONE : new Intl.DateTimeFormat(locale.value, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)),
  }
}
