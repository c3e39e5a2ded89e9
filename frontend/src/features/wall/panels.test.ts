// @vitest-environment jsdom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { parseSite } from '@/api/site'
import { byPresence } from '@/domain/agents'
import { alertSums } from '@/domain/alerts'
import { kpis } from '@/domain/kpis'
import type { AgentsFrame, AlertsFrame, SiteFrame } from '@/domain/model'
import { rankQueues } from '@/domain/severity'
import floorJson from '@/fixtures/frame-agents-floor.json'
import peopleJson from '@/fixtures/frame-agents-supervisors.json'
import frameJson from '@/fixtures/frame-site-monday-morning.json'
import siteJson from '@/fixtures/site.json'
import { makeI18n } from '@/i18n'
import { parseFrame } from '@/live/protocol'
import AlertPanel from './AlertPanel.vue'
import AgentMatrix from './AgentMatrix.vue'
import KpiRow from './KpiRow.vue'
import QueuePanel from './QueuePanel.vue'
import ScorePanel from './ScorePanel.vue'
import TrendPanel from './TrendPanel.vue'
import WallHeader from './WallHeader.vue'

const global = { plugins: [makeI18n('zh')] }
const site = parseSite(siteJson)
const frame = parseFrame(frameJson) as SiteFrame
const floor = (parseFrame(floorJson) as AgentsFrame).agents
const people = (parseFrame(peopleJson) as AgentsFrame).agents

describe('the wall', () => {
  it('shows a figure without data as a dash with its N, never as 0 or 100 percent', () => {
    const window = { ...frame.window, serviceLevel: { hits: 0, total: 0 } }
    const tiles = kpis({ site, now: frame.now, window, today: null, agents: null, trend: null, at: frame.at, open: true, part: false, someTeams: false, onDutySamples: [], breached: null, breachedSamples: [] })
    const row = mount(KpiRow, { props: { tiles, site }, global })
    const text = row.findAll('.tile').map((t) => t.text())
    expect(text[2]).toContain('–')
    expect(text[2]).toContain('N 0')
    expect(text[2]).toContain('无数据')
    expect(text[3]).toContain('–')
  })

  it('lists eight queues and one cell for each', () => {
    const ranked = rankQueues(frame.queues, site.targets, frame.at)
    const panel = mount(QueuePanel, { props: { ranked: [...ranked, ...ranked], turn: 0, open: true, window: '30m' }, global })
    expect(panel.findAll('tbody th')).toHaveLength(8)
    expect(panel.findAll('.strip i')).toHaveLength(ranked.length * 2)
  })

  it('shows people in the supervisors room only', () => {
    // A floor of as many as have room for their names.
    const few = people.filter((a) => a.presence !== 'offline').slice(0, 12)
    const inRoom = mount(AgentMatrix, { props: { agents: byPresence(few), counts: null, names: true, now: frame.at, note: '' }, global })
    const onFloor = mount(AgentMatrix, { props: { agents: byPresence(floor), counts: null, names: false, now: frame.at, note: '' }, global })
    const name = few[0]?.name ?? '?'
    expect(inRoom.text()).toContain(name)
    expect(onFloor.text()).not.toContain(name)
    expect(mount(ScorePanel, { props: { people: false, agents: people, teams: frame.teams, turn: 0 }, global }).text()).not.toContain(name)
  })

  it('says in words that a sample is too small for a score', () => {
    const panel = mount(ScorePanel, { props: { people: false, agents: [], teams: frame.teams, turn: 0 }, global })
    expect(panel.text()).toContain('样本不足')
  })

  it('shows what is wrong where, how late, and who sees to it; never by colour alone', () => {
    const alerts = parseFrame({
      type: 'frame', topic: 'alerts', epoch: 'e', n: 1, at: '2026-03-02T09:01:00Z', known: true, totals: { info: 0, warning: 1, critical: 9 },
      alerts: [
        { alertId: '7', kind: 'targetBreached', severity: 'critical', name: 'answer', queueId: 'q1', queue: '账单', sinceAt: '2026-03-02T09:00:00Z', dueAt: '2026-03-02T09:00:00Z', acknowledged: false, vip: true },
        { alertId: '8', kind: 'sourceSilent', severity: 'warning', name: 'shop', source: 'shop', sinceAt: '2026-03-02T08:56:00Z', acknowledged: true, acknowledgedBy: 'admin:first' },
        { severity: 'critical' },
      ],
    }) as AlertsFrame
    expect(alerts.alerts).toHaveLength(2)
    const panel = mount(AlertPanel, { props: { alerts: alerts.alerts, fresh: new Set(['7']), sums: alertSums(alerts, []), known: true, turn: 0, now: alerts.at }, global })
    const rows = panel.findAll('li').map((r) => r.text())
    expect(rows[0]).toContain('严重')
    expect(panel.findAll('li').map((r) => r.classes('fresh'))).toEqual([true, false])
    expect(rows[0]).toContain('接通超时')
    expect(rows[0]).toContain('VIP')
    expect(rows[0]).toContain('账单')
    expect(rows[0]).toContain('已超 1:00')
    expect(rows[0]).toContain('未确认')
    expect(rows[1]).toContain('数据源 shop 无数据')
    expect(rows[1]).toContain('admin:first')
    expect(panel.text()).toContain('另有 8 条未列出')
    const away = mount(AlertPanel, { props: { alerts: [], fresh: new Set<string>(), sums: alertSums(alerts, []), known: false, turn: 0, now: alerts.at }, global })
    expect(away.text()).toContain('暂时无法读取告警')
  })

  it('names the alerts of other queues on a filtered wall, where none of its own is listed', () => {
    const alerts = parseFrame({ type: 'frame', topic: 'alerts', epoch: 'e', n: 1, at: '2026-03-02T09:01:00Z', known: true, totals: { info: 0, warning: 0, critical: 3 }, queueTotals: [{ queueId: 'q2', critical: 3 }], alerts: [] }) as AlertsFrame
    const panel = mount(AlertPanel, { props: { alerts: [], fresh: new Set<string>(), sums: alertSums(alerts, ['q1']), known: true, turn: 0, now: alerts.at }, global })
    expect(panel.text()).toContain('其他队列 3 条')
  })

  it('says instead of an empty chart that history is catching up', () => {
    const point = { at: frame.at, offered: 0, queueLength: 0, longestWaitSeconds: null, serviceLevel: { hits: 0, total: 0 }, abandonmentRate: null, agentsOnDuty: null, csat: null }
    const panel = mount(TrendPanel, { props: { points: [point], site, catchingUp: true, lagSeconds: 95 }, global })
    expect(panel.text()).toContain('历史数据追赶中 · 落后 1:35')
    expect(panel.find('.series').exists()).toBe(false)
  })

  it('said live over a floor of zeros while history was loaded', () => {
    const link = { open: true, attempt: 0, lastMessageAt: 1, ending: null }
    const at = Date.parse('2026-11-18T06:05:00Z')
    const header = mount(WallHeader, {
      props: { site, clock: frame.at, updatedAt: frame.at, fresh: 'live', link, mode: 'live', rate: 1, catchingUp: false, lagSeconds: 0, backlog: { kind: 'importing', reachedAt: at }, note: '' }, global,
    })
    expect(header.text()).toContain('正在载入历史数据 · 已到 11月18日 14:05')
    expect(header.find('.pill').text()).toBe('追赶中')
  })
})
