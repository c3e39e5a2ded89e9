/** The words of pages for people, apart from the wall's: a wall does not load them. Called by each such page before it says anything. */
import { useI18n } from 'vue-i18n'
import en from './desk.en.json'
import zh from './desk.zh.json'
import { useLogInWords } from './useLogInWords'

export function useDeskWords(): void {
  const { te, mergeLocaleMessage } = useI18n({ useScope: 'global' })
  useLogInWords()
  if (te('console.home', 'en')) return
  mergeLocaleMessage('zh', zh)
  mergeLocaleMessage('en', en)
}
