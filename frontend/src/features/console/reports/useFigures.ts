/** Figures of reports as text, in the reader's language, and the names of whose they are. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { localTime } from '@/domain/clock'
import { duration, NONE, number, percent, signed } from '@/domain/format'
import type { Site } from '@/domain/model'
import { changeOf, formOf, valueOf, type Figure, type What } from '@/domain/report'
import { languageOf, LOCALE } from '@/i18n'

export interface Limits { serviceLevelSeconds: number; firstResponseSeconds: number; responseSeconds: number }

export function useFigures() {
  const { t, locale } = useI18n()
  const lang = computed(() => LOCALE[languageOf(locale.value)])

  function valueText(metric: string, value: number | null): string {
    if (value === null) return NONE
    switch (formOf(metric)) {
      case 'count': return number(value, lang.value)
      case 'ratio': return `${percent(value, lang.value)}%`
      case 'seconds': case 'spread': return value < 100 ? `${number(value, lang.value, 1)} ${t('report.seconds')}` : duration(value, t('unit.day'), t('unit.hour'))
      case 'mean': case 'times': return number(value, lang.value, 2)
      case 'nps': return signed(value, (m) => number(m, lang.value))
    }
  }

  const figureText = (metric: string, figure: Figure): string => valueText(metric, valueOf(figure))

  function changeText(now: Figure, before: Figure): string | null {
    const change = changeOf(now, before)
    if (change === null) return null
    return change.kind === 'points' ? t('report.points', { change: signed(change.change, (m) => number(m, lang.value, 1)) }) : `${signed(change.change * 100, (m) => number(m, lang.value, 1))}%`
  }

  /** @param limits null: not known yet */
  function metricName(metric: string, limits: Limits | null): string {
    const x = (seconds: number | undefined) => (seconds === undefined ? 'X' : String(seconds))
    return t(`report.metrics.${metric}`, { sl: x(limits?.serviceLevelSeconds), fr: x(limits?.firstResponseSeconds), re: x(limits?.responseSeconds) })
  }

  function keyName(what: What, key: string, site: Site | null): string {
    if (key.startsWith('(no ')) return t(`report.none.${what}`)
    switch (what) {
      case 'queues': return site?.queues.find((q) => q.queueId === key)?.name ?? key
      case 'teams': return site?.teams.find((q) => q.teamId === key)?.name ?? key
      case 'channels': return t(`report.channel.${key}`)
      case 'segments': return t(`report.segment.${key}`)
      case 'agents': return key
    }
  }

  /** Whole days by their dates, the last one included; days that begin at another hour with it. */
  const rangeText = (from: number | null, to: number | null, zone: string): string => {
    if (from === null || to === null) return NONE
    const isWhole = [from, to].every((at) => { const t = localTime(at, zone); return t.hour === 0 && t.minute === 0 && t.second === 0 })
    const format = new Intl.DateTimeFormat(lang.value, { timeZone: zone, dateStyle: 'medium', ...(isWhole ? {} : { timeStyle: 'short' }) })
    const [first, last] = [format.format(from), format.format(isWhole ? to - 1 : to)]
    return first === last ? first : `${first} – ${last}`
  }

  return { lang, valueText, figureText, changeText, metricName, keyName, rangeText }
}
