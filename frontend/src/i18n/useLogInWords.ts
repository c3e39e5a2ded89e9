/** The words of the log-in page, apart from the console's: who logs in does not wait for those. */
import { useI18n } from 'vue-i18n'
import en from './logIn.en.json'
import zh from './logIn.zh.json'

export function useLogInWords(): void {
  const { te, mergeLocaleMessage } = useI18n({ useScope: 'global' })
  if (te('logIn.title', 'en')) return
  mergeLocaleMessage('zh', zh)
  mergeLocaleMessage('en', en)
}
