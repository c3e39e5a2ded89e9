/** Chinese first, English complete; one file each. */
import { createI18n, type ComposerOptions } from 'vue-i18n'
import en from './en.json'
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

export const makeI18n = (language: Language = 'zh') => createI18n({ legacy: false, locale: language, fallbackLocale: 'zh', messages: { zh, en }, messageCompiler })
