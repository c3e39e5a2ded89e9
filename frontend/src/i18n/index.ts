/** Chinese first, English complete; one file each. */
import { createI18n, type Composer, type ComposerOptions } from 'vue-i18n'
import zh from './zh.json'

export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Locale for numbers and dates. */
export const LOCALE: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' }

export const languageOf = (raw: unknown): Language => (raw === 'en' ? 'en' : 'zh')

/** Messages are plain text with values by {name}: the library's own format would cost a wall more than all its words. */
const messageCompiler: ComposerOptions['messageCompiler'] = (message) => {
  const text = String(message)
  return (values: { named: (key: string) => unknown }) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(values.named(name) ?? ''))
}

/** English speaks what words have come; the wall's come by {@link speak}. */
export const makeI18n = (language: Language = 'zh') =>
  createI18n({ legacy: false, locale: language, fallbackLocale: 'zh', messages: { zh, en: {} }, messageCompiler })

/**
 * Changes the language. English words come when somebody reads English: a Chinese wall would carry them for nothing. Where they
 * cannot be had, the language stays.
 */
export async function speak(composer: Pick<Composer, 'te' | 'mergeLocaleMessage' | 'locale'>, language: Language): Promise<void> {
  if (language === 'en' && !composer.te('product', 'en')) {
    const words = await import('./en.json').catch(() => null)
    if (words === null) return
    composer.mergeLocaleMessage('en', words.default)
  }
  composer.locale.value = language
}
