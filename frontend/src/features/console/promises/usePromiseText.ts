/** Promises, calendars and rules in words. */
import { useI18n } from 'vue-i18n'
import { isOverMidnight, isWholeDay, WEEKDAYS, weekLines, type Calendar, type Span, type Weekday } from '@/domain/calendars'
import { isPast, METRICS, type FigureRule } from '@/domain/figureRules'
import { number } from '@/domain/format'
import { lengthOf } from '@/domain/length'
import { isLength, type Candidate, type Filter, type Policy, type Promised } from '@/domain/policies'
import { languageOf, LOCALE } from '@/i18n'

export function usePromiseText() {
  const { t, locale } = useI18n()
  const list = (words: readonly string[]) => words.join(t('list.comma'))
  const length = (seconds: number): string => {
    const { amount, unit } = lengthOf(seconds)
    return t(`promises.lengths.${unit}`, { n: number(amount, locale.value, Number.isInteger(amount) ? 0 : 1) })
  }

  function promised(p: Promised): string {
    if (p.unit === 'none') return t('policies.nothing')
    if (p.unit === 'plannedDate') return t('policies.planned')
    const n = number(p.amount, locale.value)
    if (!isLength(p.unit)) return t('policies.workingDays', { n })
    return `${t(`promises.lengths.${p.unit}`, { n })}${p.isBusiness ? t('policies.inBusinessTime') : ''}`
  }

  /** Whom it is meant for, the most specific filter first. */
  function scope(p: Pick<Policy, 'queues' | 'segments' | 'channels'>, queueName: (id: string) => string): string {
    const parts = [list(p.queues.map(queueName)), list(p.segments.map((s) => t(`report.segment.${s}`))), list(p.channels.map((c) => t(`channel.${c}`)))]
    return parts.filter(Boolean).join(' · ') || t('policies.forAll')
  }

  const filter = (f: Filter) => t(`policies.filters.${f}`)

  /** Why a policy was chosen or not; `chosen` is the one that was. */
  function verdict(c: Candidate, chosen: Candidate | undefined): string {
    if (c.verdict === 'notMeant') return t('policies.verdicts.notMeant', { filter: c.misfit ? filter(c.misfit) : '' })
    const by = c.by.length ? list(c.by.map(filter)) : ''
    if (c.verdict === 'chosen') return by ? t('policies.verdicts.chosenBy', { by }) : t('policies.verdicts.chosenForAll')
    if (c.verdict === 'laterById') return t('policies.verdicts.laterById', { other: chosen?.name ?? '' })
    return t('policies.verdicts.lessSpecific', { other: chosen?.name ?? '' })
  }

  const weekday = (d: Weekday) => t(`report.weekday.${WEEKDAYS.indexOf(d) + 1}`)
  const span = (w: Span) => (isWholeDay(w) ? t('calendars.wholeDay') : isOverMidnight(w) ? t('calendars.overMidnight', { from: w.from, to: w.to }) : `${w.from}–${w.to}`)
  const spans = (all: readonly Span[]) => (all.length ? list(all.map(span)) : t('calendars.closed'))
  const week = (of: Calendar['week']) =>
    weekLines(of).map((l) => ({ days: l.first === l.last ? weekday(l.first) : t('calendars.days', { first: weekday(l.first), last: weekday(l.last) }), hours: spans(l.windows), isOpen: l.windows.length > 0 }))
  const date = (day: string) => new Intl.DateTimeFormat(LOCALE[languageOf(locale.value)], { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(day))

  function figure(metric: FigureRule['metric'], value: number): string {
    switch (METRICS[metric].form) {
      case 'share': return `${number(value * 100, locale.value, Number.isInteger(Math.round(value * 1000) / 10) ? 0 : 1)} %`
      case 'seconds': return length(value)
      case 'score': return t('rules.score', { n: number(value, locale.value, 1) })
      case 'count': return number(value, locale.value)
    }
  }

  /** When it fires, such as 30-minute service level below 80 %, for 1 min. */
  function condition(r: FigureRule): string {
    const parts = [t(METRICS[r.metric].isBadAbove ? 'rules.above' : 'rules.below', { metric: t(`rules.metrics.${r.metric}`), value: figure(r.metric, r.threshold) })]
    if (r.window !== null) parts.unshift(isPast(r.window) ? t('rules.inARow', { n: r.periodsInARow, period: t(`rules.windows.${r.window}`) }) : t(`rules.windows.${r.window}`))
    if (r.forSeconds > 0) parts.push(t('rules.lasting', { length: length(r.forSeconds) }))
    return parts.join(t('rules.and'))
  }

  return { list, length, promised, scope, filter, verdict, weekday, span, spans, week, date, figure, condition }
}
