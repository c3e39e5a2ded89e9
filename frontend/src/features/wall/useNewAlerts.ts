/** The critical alerts that are new on this screen: they pulse for 5 s and, where the link asks for it, are heard. */
import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { isNew, noteCritical, type Newness } from '@/domain/alerts'
import type { AlertLine, AlertsFrame } from '@/domain/model'

export interface UseNewAlertsOptions { frame: Ref<AlertsFrame | null>; shown: Ref<AlertLine[]>; tick: Ref<number>; chime: () => boolean; ring?: () => void }

export function useNewAlerts(options: UseNewAlertsOptions): ComputedRef<ReadonlySet<string>> {
  const seen = shallowRef<Newness | null>(null)
  watch(
    options.frame,
    (frame) => {
      if (!frame?.known) return
      const before = seen.value
      seen.value = noteCritical(before, frame.alerts, performance.now())
      if (before && options.chime() && options.shown.value.some((a) => seen.value?.has(a.alertId) && !before.has(a.alertId))) (options.ring ?? ring)()
    },
    { immediate: true },
  )
  return computed(() => {
    const { value: noted } = seen
    const machine = Math.max(options.tick.value, ...(noted?.values() ?? []))
    return new Set([...(noted?.keys() ?? [])].filter((id) => noted && isNew(noted, id, machine)))
  })
}

/** A script of its own: few walls are heard. */
const ring = (): void => void import('./chime').then((chime) => chime.ring())
