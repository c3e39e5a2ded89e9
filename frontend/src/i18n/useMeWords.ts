/** The words of the agent's own page, apart from the console's: a phone does not load those. */
import { useI18n } from 'vue-i18n'
import en from './me.en.json'
import zh from './me.zh.json'

export function useMeWords(): void {
  const { te, mergeLocaleMessage } = useI18n({ useScope: 'global' })
  if (te('me.title', 'en')) return
  mergeLocaleMessage('zh', zh)
  mergeLocaleMessage('en', en)
}
