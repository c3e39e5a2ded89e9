/** Everything the wall's parts show, derived from the newest frames, the site and the trend. Read this first. */
import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { byPresence, countPresences } from '@/domain/agents'
import { businessNow, localTime, within } from '@/domain/clock'
import { kpis, onDutyOf, presenceKnown } from '@/domain/kpis'
import { figuresOfLines, figuresOfQueues, type Figures } from '@/domain/merge'
import type { AgentLine, AgentsFrame, Board, PresenceCounts, QueueLine, Site, SiteFrame, Trend } from '@/domain/model'
import { breachedContacts } from '@/domain/alerts'
import { sample, type Samples } from '@/domain/samples'
import { ownTargets, rankQueues } from '@/domain/severity'
import { withNames } from '@/domain/siteNames'
import { withNow } from '@/domain/trend'
import type { Filter, WindowName } from '@/domain/wallQuery'
import type { BoardState } from '@/live/boardModel'
import { freshness, type Freshness } from '@/live/freshness'
import type { Link } from '@/live/socket'

export interface UseWallOptions {
  site: Ref<Site | null>
  state: Ref<BoardState>
  link: Ref<Link>
  tick: Ref<number>
  trend: ComputedRef<Trend | null>
  filter: ComputedRef<Filter>
  window: ComputedRef<WindowName>
}

function linesOf(frame: SiteFrame | null, filter: Filter): QueueLine[] {
  const lines = frame?.queues ?? []
  return filter.queues.length ? lines.filter((l) => filter.queues.includes(l.queueId)) : lines
}

function figuresOf(board: Board, lines: QueueLine[], filter: Filter, window: WindowName): Figures | null {
  if (!board.site) return null
  if (!filter.queues.length) return board.site
  return figuresOfQueues(filter.queues.map((q) => board.queues[q]), window) ?? figuresOfLines(lines)
}

const agentsOf = (frame: AgentsFrame | null, filter: Filter): AgentLine[] =>
  byPresence((frame?.agents ?? []).filter((a) => !filter.teams.length || (a.teamId !== null && filter.teams.includes(a.teamId))))

export function useWall(options: UseWallOptions) {
  const { site, state, link, tick } = options
  const fresh = computed<Freshness>(() => freshness(link.value, Math.max(tick.value, link.value.lastMessageAt ?? 0)))
  const clock = computed(() => (state.value.clock ? businessNow(state.value.clock, tick.value) : null))

  /** The instant that ages count to; it stands still while the data is stale. */
  let frozen: number | null = null
  const now = computed(() => {
    if (fresh.value !== 'stale' || frozen === null) frozen = clock.value
    return frozen ?? 0
  })
  /** The clock on the wall runs on while the line is down, but for a replay, whose clock is the server's alone. */
  const shownClock = computed(() => (fresh.value === 'stale' && state.value.mode === 'replay' ? frozen : clock.value))

  // Parts of the state by themselves: what did not change makes nothing after it work, though ten snapshots come a second.
  const board = computed(() => state.value.board)
  const siteFrame = computed(() => withNames(board.value.site, site.value))
  const own = computed(() => ownTargets(site.value))
  const agentsFrame = computed(() => board.value.agents)
  const agents = computed(() => agentsOf(agentsFrame.value, options.filter.value))
  const lines = computed(() => linesOf(siteFrame.value, options.filter.value))
  const figures = computed(() => figuresOf(board.value, lines.value, options.filter.value, options.window.value))
  /** Agents are counted once at each level, so the counts of several queues have no sum. */
  const counts = computed<PresenceCounts | null>(() => {
    if (options.filter.value.teams.length) return agentsFrame.value && countPresences(agents.value)
    return figures.value?.now.agents ?? null
  })
  const open = computed(() => {
    const hours = site.value?.workingHours
    return !site.value || !hours || within(localTime(now.value, site.value.zone), hours)
  })
  const minute = computed(() => Math.floor((state.value.clock?.at ?? 0) / 60_000) * 60_000)
  const queueLength = computed(() => figures.value?.now.queueLength ?? null)
  const onDuty = computed(() => (counts.value && presenceKnown(counts.value) ? onDutyOf(counts.value) : null))
  /** What this screen has seen of the agents since it opened or turned to others. */
  const dutySamples = shallowRef<Samples | null>(null)
  const breached = computed(() => breachedContacts(board.value.alerts, options.filter.value.queues))
  const breachedSamples = shallowRef<Samples | null>(null)
  watch(options.filter, () => (dutySamples.value = breachedSamples.value = null))
  watch([minute, onDuty], ([at, value]) => {
    if (at > 0) dutySamples.value = sample(dutySamples.value, at / 60_000, value)
  })
  watch([minute, breached], ([at, value]) => {
    if (at > 0) breachedSamples.value = sample(breachedSamples.value, at / 60_000, value)
  })
  const points = computed(() => withNow(options.trend.value?.points ?? [], minute.value, { queueLength: queueLength.value, agentsOnDuty: options.filter.value.teams.length ? null : onDuty.value }))
  const tiles = computed(() =>
    site.value && figures.value
      ? kpis({
          site: site.value, now: figures.value.now, window: figures.value.window, today: figures.value.today, agents: counts.value, at: now.value, open: open.value,
          part: options.filter.value.queues.length > 0, someTeams: options.filter.value.teams.length > 0, onDutySamples: dutySamples.value?.values ?? [],
          breached: breached.value, breachedSamples: breachedSamples.value?.values ?? [],
          trend: options.trend.value && { ...options.trend.value, points: points.value },
        })
      : [],
  )
  const ranked = computed(() => (site.value ? rankQueues(lines.value, site.value.targets, now.value, own.value) : []))
  const teams = computed(() => (siteFrame.value?.teams ?? []).filter((t) => !options.filter.value.teams.length || options.filter.value.teams.includes(t.teamId)))

  return { fresh, clock, shownClock, now, figures, counts, open, points, tiles, ranked, agents, teams }
}

export type Wall = ReturnType<typeof useWall>
