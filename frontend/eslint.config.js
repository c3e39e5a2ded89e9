import { defineConfigWithVueTs, vueTsConfigs } from '@vue/eslint-config-typescript'
import pluginVue from 'eslint-plugin-vue'
import a11y from 'eslint-plugin-vuejs-accessibility'

/** What a folder may not import, by pattern. Imports go down: features -> explain -> api, ui, domain; features -> live; live, api -> domain; ui, domain -> nothing of ours. */
const without = (files, group, message) => ({
  files,
  ignores: ['**/*.test.ts'],
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
})

export default defineConfigWithVueTs(
  { ignores: ['dist/**', 'test-results/**', 'src/api/schema.d.ts'] },
  pluginVue.configs['flat/recommended'],
  vueTsConfigs.strict,
  ...a11y.configs['flat/recommended'],
  {
    rules: {
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/attributes-order': 'off',
      'vue/multi-word-component-names': 'error',
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
      'no-restricted-globals': ['error', { name: 'fetch', message: 'api/http.ts is the only place that fetches.' }],
    },
  },
  { files: ['src/api/http.ts', 'browser/**', 'scripts/**', 'mock/**'], rules: { 'no-restricted-globals': 'off' } },
  without(['src/domain/**', 'src/ui/**'], ['@/*', '../*'], 'domain and ui import nothing of ours.'),
  without(['src/live/**', 'src/api/**'], ['@/ui/*', '@/features/*', '@/i18n/*', '../*'], 'live and api import domain only.'),
  without(['src/live/**'], ['@/ui/*', '@/api/*', '@/features/*', '@/i18n/*', '../*'], 'live imports domain only.'),
  without(['src/api/**'], ['@/ui/*', '@/live/*', '@/features/*', '@/i18n/*', '../*'], 'api imports domain only.'),
  without(['src/explain/**'], ['@/features/*', '@/live/*', '../*'], 'What explains figures is shared by features: it knows none of them.'),
  without(['src/features/**'], ['@/features/*', '../*', 'echarts', 'echarts/*'], 'A feature imports no other feature, and charts only through ui.'),
  // Folders of the console share its parts.
  without(['src/features/console/*/**'], ['@/features/*', '../../*', 'echarts', 'echarts/*'], 'A folder of the console imports the console and what all features may.'),
)
