/** The words of explanations, on whatever page a figure can be explained. */
import { useI18n } from 'vue-i18n'
import en from './explain.en.json'
import zh from './explain.zh.json'

export function useExplainWords(): void {
  const { te, mergeLocaleMessage } = useI18n({ useScope: 'global' })
  if (te('explain.title', 'en')) return
  mergeLocaleMessage('zh', zh)
  mergeLocaleMessage('en', en)
}
