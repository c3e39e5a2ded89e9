/** The console's pages in one piece: a wall's script does not even list their parts. */
export { default as AlertsPage } from './AlertsPage.vue'
export { default as AuditPage } from './AuditPage.vue'
export { default as ConsolePage } from './ConsolePage.vue'
export { default as DisplaysPage } from './DisplaysPage.vue'
export { default as HomePage } from './HomePage.vue'
export { default as PeoplePage } from './PeoplePage.vue'
export { default as SilencesPage } from './SilencesPage.vue'
export { default as SourcesPage } from './SourcesPage.vue'
