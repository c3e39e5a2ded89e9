import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { linkOf, type Role } from './domain/account'
import { keepLink } from './api/pendingLink'
import { nameOf, PLACES, type Place } from './features/console/places'

declare module 'vue-router' {
  interface RouteMeta {
    /** A page for people at a desk: the language and the colours that they chose, in a desk's sizes. */
    desk?: boolean
    /** Key of the page's title. */
    title?: string
    /** Who may see it; absent: everybody who is logged in. */
    roles?: readonly Role[]
  }
}

const inConsole = (page: Place['page']) => async () => (await import('./features/console/pages'))[page]
const consolePages: RouteRecordRaw[] = [
  { path: '', component: inConsole('HomePage'), meta: { title: 'console.home' } },
  ...PLACES.map((place): RouteRecordRaw => ({ path: place.path, component: inConsole(place.page), meta: { title: `console.${nameOf(place)}`, roles: place.roles } })),
  { path: ':rest(.*)*', redirect: '/console' },
]

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: () => import('./features/start/StartPage.vue') },
    { path: '/wall', component: () => import('./features/wall/WallPage.vue') },
    { path: '/log-in', component: () => import('./features/log-in/LogInPage.vue'), meta: { desk: true, title: 'logIn.title' } },
    { path: '/me', component: () => import('./features/agent/AgentPage.vue'), meta: { desk: true, title: 'me.title' } },
    { path: '/console', component: inConsole('ConsolePage'), meta: { desk: true }, children: consolePages },
    { path: '/:rest(.*)*', component: () => import('./features/start/StartPage.vue') },
  ],
})

// A link's token leaves the address before anything else happens: neither the history nor a look over the shoulder keeps it.
router.beforeEach((to) => {
  const link = to.path === '/log-in' ? linkOf(to.hash) : null
  if (link === null) return true
  keepLink(link)
  return { path: to.path, query: to.query, hash: '', replace: true }
})
