/** The site's names and targets, asked for until they are there, and again when their version changes. */
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import { HttpError } from '@/api/http'
import { fetchSite } from '@/api/site'
import type { Site } from '@/domain/model'
import { backoff } from '@/live/backoff'
import type { Ending } from '@/live/closeCodes'

export interface SiteAccess {
  site: ShallowRef<Site | null>
  /** Set once the server says that this token is good for nothing. */
  denied: ShallowRef<Ending | null>
  attempt: ShallowRef<number>
  load: () => void
}

export function useSite(token: string): SiteAccess {
  const site = shallowRef<Site | null>(null)
  const denied = shallowRef<Ending | null>(null)
  const attempt = shallowRef(0)
  let timer: ReturnType<typeof setTimeout> | undefined
  let running = false
  let stopped = false

  async function load() {
    if (running || stopped) return
    running = true
    clearTimeout(timer)
    try {
      site.value = await fetchSite(token)
      attempt.value = 0
      denied.value = null
    } catch (error) {
      const status = error instanceof HttpError ? error.status : 0
      if (status === 401) denied.value = 'withdrawn'
      else if (status === 403) denied.value = 'forbidden'
      else if (!stopped) {
        timer = setTimeout(() => void load(), 250 + backoff(attempt.value, Math.random()))
        attempt.value++
      }
    } finally {
      running = false
    }
  }

  void load()
  onScopeDispose(() => {
    stopped = true
    clearTimeout(timer)
  })
  return { site, denied, attempt, load: () => void load() }
}
