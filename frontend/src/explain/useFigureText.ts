/** Figures and their parts as text, in the reader's language. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { valueOf, type Explanation, type Figure, type Words } from '@/domain/explain'
import { duration, NONE, number, percent } from '@/domain/format'
import { languageOf, LOCALE } from '@/i18n'
import { useExplainWords } from '@/i18n/useExplainWords'

type Shape = Pick<Explanation, 'form' | 'unit'>

export function useFigureText() {
  useExplainWords()
  const { t, locale } = useI18n()
  const language = computed(() => languageOf(locale.value))
  const format = computed(() => new Intl.DateTimeFormat(LOCALE[language.value], { dateStyle: 'medium', timeStyle: 'medium' }))
  const seconds = (value: number) => (value < 60 ? `${number(value, locale.value, value % 1 ? 1 : 0)} ${t('unit.seconds')}` : duration(value, t('unit.day'), t('unit.hour')))

  /** A sum, or one contact's value. */
  const amount = (value: number, shape: Shape): string => {
    if (shape.unit === 'seconds') return seconds(value)
    return number(value, locale.value, value % 1 ? 2 : 0)
  }

  function value(figure: Figure | null, shape: Shape): string {
    const v = valueOf(figure, shape.form)
    if (v === null) return NONE
    if (shape.form === 'ratio') return `${percent(v, locale.value)}%`
    if (shape.form === 'points') return number(v, locale.value, 1)
    return shape.form === 'count' ? number(v, locale.value) : shape.unit === 'seconds' ? seconds(v) : number(v, locale.value, 2)
  }

  return {
    language,
    say: (words: Words): string => words[language.value],
    time: (at: number | null): string => (at === null ? NONE : format.value.format(at)),
    whole: (n: number): string => number(n, locale.value),
    amount,
    seconds,
    value,
  }
}
