/** Figures as text in the language of the screen. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { duration, number, percent } from '@/domain/format'
import type { Standing } from '@/domain/severity'
import { languageOf, LOCALE } from '@/i18n'

export type Tone = 'good' | 'warning' | 'bad' | 'none'

const TONES: Record<Standing, Tone> = { met: 'good', atRisk: 'warning', breached: 'bad', noTarget: 'none', noData: 'none', closed: 'none', empty: 'none' }

export const toneOf = (s: Standing): Tone => TONES[s]

export function useFormat() {
  const { t, locale: language } = useI18n()
  const locale = computed(() => LOCALE[languageOf(language.value)])
  return {
    t,
    locale,
    language,
    num: (v: number | null, digits = 0) => number(v, locale.value, digits),
    pct: (v: number | null, digits = 1) => percent(v, locale.value, digits),
    /** Day and minute in a zone. */
    when: (at: number, zone: string) => new Intl.DateTimeFormat(locale.value, { timeZone: zone, month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at),
    dur: (v: number | null) => duration(v, t('unit.day'), t('unit.hour')),
  }
}
