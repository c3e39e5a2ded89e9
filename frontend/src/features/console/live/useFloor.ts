/** The live floor for all pages of the console: one socket a tab, one clock, the site's names and targets. Pages say which topics they show. */
import { computed, inject, onScopeDispose, provide, shallowReactive, shallowRef, watch, type ComputedRef, type InjectionKey, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { session } from '@/api/session'
import { readSite, type DeskSite } from '@/api/deskSite'
import { businessNow } from '@/domain/clock'
import { contactAddress } from '@/domain/contactLink'
import type { Targets } from '@/domain/model'
import { ownTargets, targetsOf, type OwnTargets } from '@/domain/severity'
import { channelName, inLanguage, withNames } from '@/domain/siteNames'
import { languageOf } from '@/i18n'
import type { BoardState } from '@/live/boardModel'
import { backoff } from '@/live/backoff'
import { freshness, type Freshness } from '@/live/freshness'
import type { Link } from '@/live/socket'
import { useBoard } from '@/live/useBoard'

export interface Floor {
  /** With names in the reader's language, where the site has any. */
  state: ComputedRef<BoardState>
  link: ShallowRef<Link>
  fresh: ComputedRef<Freshness>
  /** With names in the reader's language. */
  site: ComputedRef<DeskSite | null>
  /** Whether only events name the queue, and nobody has set it up. */
  isNew: (queueId: string) => boolean
  /** Limits of single queues that replace the site's. */
  own: ComputedRef<OwnTargets>
  /** The limits that hold for a queue; null: not known yet. */
  targetsOf: (queueId: string) => Targets | null
  /** The floor's clock, epoch milliseconds, once a second; it stands still while the data are stale. */
  now: ComputedRef<number>
  /** Whole seconds since the server was heard; null: never. */
  ageSeconds: ComputedRef<number | null>
  /** A queue's name as configured, else as a frame at hand tells it, else its id. */
  queueName: (queueId: string | null) => string
  /** What the site calls a channel, else the usual word. */
  channelName: (channel: string) => string
  /** Where a contact is found in the system that it came from; null: its source has no template. */
  contactAddress: (source: string | null, contactId: string) => string | null
  /** Adds the topics that a page shows for as long as it is open. */
  ask: (topics: () => string[]) => void
}

const FLOOR: InjectionKey<Floor> = Symbol('floor')

function useTick(): ShallowRef<number> {
  const tick = shallowRef(performance.now())
  const timer = setInterval(() => {
    if (!document.hidden) tick.value = performance.now()
  }, 1000)
  onScopeDispose(() => clearInterval(timer))
  return tick
}

/** The site, read until it is there, and again when a frame tells of another version. */
function useSite(version: () => number | null): ShallowRef<DeskSite | null> {
  const site = shallowRef<DeskSite | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempt = 0
  let stopped = false

  async function load(): Promise<void> {
    clearTimeout(timer)
    try {
      site.value = await readSite(session)
      attempt = 0
    } catch {
      // Whoever is no longer logged in is sent to the log-in by the session itself; all else passes.
      if (!stopped) timer = setTimeout(() => void load(), 250 + backoff(attempt++, Math.random()))
    }
  }

  void load()
  watch(version, (wanted) => {
    if (wanted !== null && site.value && wanted !== site.value.configVersion) void load()
  })
  onScopeDispose(() => {
    stopped = true
    clearTimeout(timer)
  })
  return site
}

export function provideFloor(): Floor {
  const asked = shallowReactive(new Map<symbol, string[]>())
  const topics = computed(() => [...new Set([...asked.values()].flat())].sort())
  const tick = useTick()
  // A refused handshake looks like a server that is away; only a call can tell whether the session has ended, and then leads to the log-in.
  const askWhy = () => void session.get('/api/me').catch(() => undefined)
  const { state: heard, link } = useBoard({ token: null, topics, onFailure: askWhy })
  watch(() => link.value.ending, (ending) => ending && askWhy())
  const machine = computed(() => Math.max(tick.value, link.value.lastMessageAt ?? 0))
  const fresh = computed(() => freshness(link.value, machine.value))
  let frozen: number | null = null
  const now = computed(() => {
    const clock = heard.value.clock
    if (clock && (fresh.value !== 'stale' || frozen === null)) frozen = businessNow(clock, machine.value)
    return frozen ?? 0
  })

  function ask(wanted: () => string[]): void {
    const mine = Symbol('page')
    watch(wanted, (list) => asked.set(mine, list), { immediate: true })
    onScopeDispose(() => asked.delete(mine))
  }

  const { t, locale } = useI18n()
  const isEnglish = computed(() => languageOf(locale.value) === 'en')
  const told = useSite(() => heard.value.configVersion)
  const site = computed(() => told.value && inLanguage(told.value, isEnglish.value))
  // By itself, so that it is named anew only when the frame or the names are others.
  const unnamed = computed(() => heard.value.board.site)
  const named = computed(() => withNames(unnamed.value, site.value))
  const state = computed(() => ({ ...heard.value, board: { ...heard.value.board, site: named.value } }))
  function queueName(id: string | null): string {
    if (id === null) return '–'
    const { board } = state.value
    return site.value?.queues.find((q) => q.queueId === id)?.name ?? board.site?.queues.find((q) => q.queueId === id)?.name ?? board.queues[id]?.name ?? id
  }

  const floor: Floor = {
    state, link, fresh, now, ask, site, queueName,
    isNew: (queueId) => site.value !== null && !site.value.queues.some((q) => q.queueId === queueId),
    own: computed(() => ownTargets(site.value)),
    targetsOf: (queueId) => site.value && targetsOf(site.value, queueId),
    channelName: (channel) => (site.value && channelName(site.value, channel, isEnglish.value)) ?? t(`channel.${channel}`),
    contactAddress: (source, contactId) => (source === null ? null : contactAddress(site.value?.contactLinks ?? [], source, contactId)),
    ageSeconds: computed(() => (link.value.lastMessageAt === null ? null : Math.max(0, Math.floor((machine.value - link.value.lastMessageAt) / 1000)))),
  }
  provide(FLOOR, floor)
  return floor
}

/** Null where nobody who may see the floor is logged in. */
export const findFloor = (): Floor | null => inject(FLOOR, null)

export function useFloor(): Floor {
  const floor = findFloor()
  if (!floor) throw new Error('a live page outside of the floor')
  return floor
}
