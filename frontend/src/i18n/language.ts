/** The language of pages for people: as this browser's person chose, else as the browser says. A wall's stands in its address. */
import { ref } from 'vue'
import { languageOf, type Language } from '.'

const KEY = 'qingting.language'
const chosen = ref<Language>(languageOf(localStorage.getItem(KEY) ?? (navigator.language.startsWith('zh') ? 'zh' : 'en')))

export const chosenLanguage = (): Language => chosen.value

export function chooseLanguage(wanted: Language): void {
  chosen.value = wanted
  localStorage.setItem(KEY, wanted)
}

/** Whether the address is that of a page for people. */
export const isDeskAddress = (): boolean => /^\/(log-in|console|me)/.test(location.pathname)

/** The language to begin with. */
export const firstLanguage = (): Language => (isDeskAddress() ? chosen.value : languageOf(new URLSearchParams(location.search).get('lang')))
