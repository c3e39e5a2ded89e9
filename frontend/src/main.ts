import '@fontsource/barlow-semi-condensed/latin-500.css'
import '@fontsource/barlow-semi-condensed/latin-600.css'
import '@fontsource-variable/noto-sans-sc/wght.css'
import './styles/tokens.css'
import './styles/page.css'
import { createApp } from 'vue'
import App from './App.vue'
import { makeI18n } from './i18n'
import { router } from './router'

createApp(App).use(router).use(makeI18n()).mount('#app')
