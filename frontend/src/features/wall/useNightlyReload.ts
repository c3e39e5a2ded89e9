/** Loads the page anew once a night, at a random moment of one hour, and only while connected: a display offline would be left with an error page. */
import { watch, type Ref } from 'vue'
import { untilReload } from '@/domain/clock'

export interface NightlyReloadOptions { tick: Ref<number>; zone: () => string | null; serverNow: () => number | null; connected: () => boolean; reload?: () => void }

export function useNightlyReload(options: NightlyReloadOptions): void {
  let dueAt: number | null = null
  watch(options.tick, (machine) => {
    const zone = options.zone()
    const now = options.serverNow()
    if (dueAt === null) {
      if (zone !== null && now !== null) dueAt = machine + untilReload(now, zone, Math.random())
      return
    }
    if (machine >= dueAt && options.connected()) {
      dueAt = null
      ;(options.reload ?? (() => location.reload()))()
    }
  })
}
