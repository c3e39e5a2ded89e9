import '@fontsource/barlow-semi-condensed/latin-500.css'
import '@fontsource/barlow-semi-condensed/latin-600.css'
import '@fontsource-variable/noto-sans-sc/wght.css'
import './styles/tokens.css'
import './styles/page.css'
import { createApp } from 'vue'
import App from './App.vue'
import { makeI18n, speak } from './i18n'
import { firstLanguage } from './i18n/language'
import { router } from './router'

const i18n = makeI18n()
// Nobody sees a page in one language and then in another.
void speak(i18n.global, firstLanguage()).then(() => createApp(App).use(router).use(i18n).mount('#app'))
