/** Chinese first, English complete; one file each. */
import { createI18n } from 'vue-i18n'
import en from './en.json'
import zh from './zh.json'

export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Locale for numbers and dates. */
export const LOCALE: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' }

export const languageOf = (raw: unknown): Language => (raw === 'en' ? 'en' : 'zh')

export const makeI18n = (language: Language = 'zh') => createI18n({ legacy: false, locale: language, fallbackLocale: 'zh', messages: { zh, en } })
