/** What figures are called, as the server's list of definitions says; read once, when the first figure that can be explained is shown. */
import { shallowRef } from 'vue'
import { fetchDefinitions } from '@/api/explain'
import { session } from '@/api/session'
import type { Words } from '@/domain/explain'

const names = shallowRef<ReadonlyMap<string, Words>>(new Map())
let asked: Promise<void> | null = null

async function read(): Promise<void> {
  try {
    const { definitions } = await fetchDefinitions(session)
    names.value = new Map(definitions.map((d) => [d.metric, d.name]))
  } catch {
    // Without its name a figure is still explained; the next one shown asks again.
    asked = null
  }
}

export function useMetricNames() {
  asked ??= read()
  return { nameOf: (metric: string): Words | null => names.value.get(metric) ?? null }
}
