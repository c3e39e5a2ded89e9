/** What forms of the set-up offer to choose from: names only, so without them the ids stand there. */
import { computed, onMounted, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { fetchChannels } from '@/api/channels'
import { readSite, type DeskSite } from '@/api/deskSite'
import { fetchRoster } from '@/api/routes'
import { session } from '@/api/session'
import { inLanguage } from '@/domain/siteNames'
import { languageOf } from '@/i18n'

export function useQueues() {
  const { locale } = useI18n()
  const told = shallowRef<DeskSite | null>(null)
  onMounted(() => void readSite(session).then((found) => (told.value = found), () => undefined))
  const site = computed(() => told.value && inLanguage(told.value, languageOf(locale.value) === 'en'))
  const queues = computed(() => (site.value?.queues ?? []).map((q) => ({ value: q.queueId, label: q.name })))
  return { site, queues, queueName: (id: string) => queues.value.find((q) => q.value === id)?.label ?? id }
}

/** Channels and duties that a route may name. */
export function useWays() {
  const channels = shallowRef<{ value: string; label: string }[]>([])
  const duties = shallowRef<{ value: string; label: string }[]>([])
  onMounted(() => {
    fetchChannels(session).then((found) => (channels.value = found.items.map((c) => ({ value: c.channelId, label: c.name }))), () => undefined)
    fetchRoster(session).then((found) => (duties.value = [...new Set(found.items.map((s) => s.duty))].map((d) => ({ value: d, label: d }))), () => undefined)
  })
  return { channels, duties, channelName: (id: string) => channels.value.find((c) => c.value === id)?.label ?? id }
}
