/** What the server wrote for people, in the reader's language. */
import { useI18n } from 'vue-i18n'
import { languageOf } from '.'
import { inChinese } from './serverWords'

export function useServerWords() {
  const { locale } = useI18n()
  return { said: (text: string): string => (languageOf(locale.value) === 'zh' ? inChinese(text) : text) }
}
