import { createRouter, createWebHistory } from 'vue-router'

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: () => import('./features/start/StartPage.vue') },
    { path: '/wall', component: () => import('./features/wall/WallPage.vue') },
    { path: '/:rest(.*)*', redirect: '/' },
  ],
})
