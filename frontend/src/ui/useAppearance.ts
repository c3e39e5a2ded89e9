/** Light or dark, as this browser's person chose, else as the system says. */
import { computed, ref } from 'vue'

const KEY = 'qingting.appearance'
export type Appearance = 'light' | 'dark'

const system = window.matchMedia('(prefers-color-scheme: dark)')
const systemIsDark = ref(system.matches)
system.addEventListener('change', (e) => (systemIsDark.value = e.matches))
const chosen = ref(localStorage.getItem(KEY))

export const appearance = computed<Appearance>(() => (chosen.value === 'light' || chosen.value === 'dark' ? chosen.value : systemIsDark.value ? 'dark' : 'light'))

export function chooseAppearance(wanted: Appearance): void {
  chosen.value = wanted
  localStorage.setItem(KEY, wanted)
}
