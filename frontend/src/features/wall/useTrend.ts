/** The 60-minute trend of the queues shown: once by REST, then again each minute while the data is live. Kept per set of queues, so that turning pages show at once. */
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { fetchTrend } from '@/api/trend'
import type { Trend } from '@/domain/model'

const EVERY_MS = 60_000
const SOON_MS = 5_000
const MOST_KEPT = 20

/** `hurry`: history is being told, so that a minute-old trend may miss most of it. */
export interface UseTrendOptions { token: string; queues: Ref<string[]>; live: Ref<boolean>; hurry: Ref<boolean>; tick: Ref<number> }

export function useTrend(options: UseTrendOptions): ComputedRef<Trend | null> {
  const kept = shallowRef(new Map<string, { trend: Trend | null; askedAt: number }>())
  const key = computed(() => options.queues.value.join())
  const stagger = Math.random() * 4000
  let stopped = false

  async function load(queues: string[], id: string) {
    const before = kept.value.get(id)
    keep(id, { trend: before?.trend ?? null, askedAt: performance.now() })
    try {
      const trend = await fetchTrend(options.token, queues)
      if (!stopped) keep(id, { trend, askedAt: performance.now() })
    } catch {
      // The socket shows whether the server is there; the next minute asks again.
    }
  }

  function keep(id: string, entry: { trend: Trend | null; askedAt: number }) {
    const next = new Map(kept.value).set(id, entry)
    if (next.size > MOST_KEPT) next.delete([...next.keys()].find((k) => k !== id) ?? id)
    kept.value = next
  }

  watch(
    [key, options.live, options.tick],
    () => {
      if (!options.live.value) return
      const entry = kept.value.get(key.value)
      const wait = entry?.trend && !entry.trend.catchingUp && !options.hurry.value ? EVERY_MS + stagger : SOON_MS
      if (!entry || performance.now() - entry.askedAt > wait) void load(options.queues.value, key.value)
    },
    { immediate: true },
  )
  onScopeDispose(() => (stopped = true))
  return computed(() => kept.value.get(key.value)?.trend ?? null)
}
