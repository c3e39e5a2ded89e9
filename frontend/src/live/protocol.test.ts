import { describe, expect, it } from 'vitest'
import agentJson from '@/fixtures/frame-agent.json'
import floorJson from '@/fixtures/frame-agents-floor.json'
import alertsJson from '@/fixtures/frame-alerts-floor.json'
import peopleJson from '@/fixtures/frame-agents-supervisors.json'
import queueJson from '@/fixtures/frame-queue.json'
import siteJson from '@/fixtures/frame-site-monday-morning.json'
import beatJson from '@/fixtures/heartbeat.json'
import type { AgentFrame, AgentsFrame, AlertsFrame, Frame, QueueFrame, SiteFrame } from '@/domain/model'
import { BoardModel } from './boardModel'
import { parseFrame, parseMessage } from './protocol'

const scenarios = import.meta.glob<typeof siteJson>('@/fixtures/frame-site-*.json', { eager: true, import: 'default' })

const frame = (change: object) => parseMessage(JSON.stringify({ ...siteJson, ...change }))
const siteOf = (change: object): SiteFrame => {
  const m = frame(change)
  if (m?.type !== 'frame' || m.frame.kind !== 'site') throw new Error('no site frame')
  return m.frame
}

describe('frames', () => {
  it('of the fixtures are understood', () => {
    expect(siteOf({}).queues).toHaveLength(siteJson.queues.length)
    expect((parseFrame(queueJson) as QueueFrame).windows['30m']?.serviceLevel).not.toBeNull()
    expect(parseMessage(JSON.stringify(beatJson))?.type).toBe('heartbeat')
  })

  it.each(Object.entries(scenarios))('of the server after %s are read without a loss', (_, json) => {
    const site = parseFrame(json) as SiteFrame
    expect(site.queues.map((q) => q.queueId)).toEqual(json.queues.map(([queueId]) => queueId))
    expect(site.queues.every((q) => q.queueLength !== null && q.offered !== null && q.abandonmentRate !== null)).toBe(true)
    expect([site.window.offered, site.today.answered, site.now.agents?.busy]).toEqual([json.site.window.offered, json.site.today.answered, json.site.now.agents.busy])
    expect(site.teams.map((t) => t.score?.components.length ?? 0)).toEqual(json.teams.map((t) => t.score?.components.length ?? 0))
  })

  it('name nobody on a display for the floor', () => {
    expect((parseFrame(floorJson) as AgentsFrame).agents.every((a) => a.name === null && a.score === null)).toBe(true)
    expect((parseFrame(peopleJson) as AgentsFrame).agents.every((a) => a.name !== null)).toBe(true)
  })

  it('count the alerts of each queue, also of those that are not listed', () => {
    const alerts = parseFrame(alertsJson) as AlertsFrame
    expect(alerts.queueTotals['orders']).toEqual({ info: 0, warning: 1, critical: 700 })
    expect(alerts.totals.critical).toBeGreaterThan(alerts.alerts.length)
    expect((parseFrame({ ...alertsJson, queueTotals: [null, {}, { queueId: 'a', info: -1 }] }) as AlertsFrame).queueTotals).toEqual({ a: { info: 0, warning: 0, critical: 0 } })
  })

  it('count contacts with broken promises, or say nothing of them', () => {
    expect((parseFrame(alertsJson) as AlertsFrame).breached).toEqual({ contacts: 3, queues: { billing: 1, orders: 2 } })
    expect((parseFrame({ ...alertsJson, breached: undefined }) as AlertsFrame).breached).toBeNull()
  })

  it.each([['no JSON', '{'], ['a number', '7'], ['null', 'null'], ['another type', '{"type":"x"}'], ['no head', '{"type":"frame","topic":"site"}'], ['a binary message', new ArrayBuffer(2)]])(
    'are refused when they are %s', (_, data) => expect(parseMessage(data)).toBeNull(),
  )

  it('keep nothing that is not what it should be', () => {
    const site = siteOf({
      queueFields: ['queueId', 'queueLength', 'serviceLevel', 'longestWaitSinceAt', 7, 'onDuty'],
      queues: [null, 5, {}, [], [9], ['a', '9', { hits: 5, total: 2 }, 'soon', 7, -1, 'more']],
      sources: 'x', teams: [{}], site: null,
    })
    expect(site.queues).toHaveLength(1)
    expect(site.queues[0]).toMatchObject({ queueId: 'a', name: 'a', queueLength: null, serviceLevel: null, longestWaitSinceAt: null, onDuty: null })
    expect([site.sources, site.teams, site.now.queueLength, site.window.csat]).toEqual([[], [], null, null])
  })

  it('read a count that a queue line does not have as 0, but nobody on duty as unknown', () => {
    const [line] = siteOf({ queueFields: ['abandoned', 'queueId', 'onDuty', 'answered'], queues: [[2, 'a', null, 7]] }).queues
    expect(line).toMatchObject({ queueLength: 0, waitingVips: 0, offered: 0, onDuty: null, available: null, abandonmentRate: { hits: 2, total: 9 } })
  })

  it('an agent has figures over all windows and a score with its parts; of one who is not shown there is the id only', () => {
    const agent = parseFrame(agentJson) as AgentFrame
    expect(agent).toMatchObject({ agentId: 'A1001', isShown: true, presence: 'busy' })
    expect(Object.keys(agent.windows)).toContain('today')
    expect(agent.score?.components[0]).toMatchObject({ name: 'csat', weight: 35, n: 2, isTeam: true })
    const head = Object.fromEntries(Object.entries(agentJson).filter(([name]) => ['topic', 'epoch', 'n', 'at', 'agentId'].includes(name)))
    expect(parseFrame(head)).toMatchObject({ agentId: 'A1001', isShown: false, windows: {}, score: null })
  })

  it('show no queues where their fields have no names', () => {
    expect(siteOf({ queueFields: undefined }).queues).toEqual([])
  })

  it('a score of too small a sample has no value', () => {
    const site = siteOf({ teams: [{ teamId: 't', score: { value: 90, sampleTooSmall: true } }] })
    expect(site.teams[0]?.score?.value).toBeNull()
  })
})

describe('the board model', () => {
  const at = (n: number, epoch = 'e1') => siteOf({ n, epoch })

  it('takes newer frames, also over a gap, and ignores older ones', () => {
    const model = new BoardModel()
    expect([model.apply(at(1), 0), model.apply(at(5), 0), model.apply(at(4), 0), model.apply(at(5), 0)]).toEqual([true, true, false, false])
    expect(model.current.board.site?.n).toBe(5)
  })

  it('starts anew with a new epoch', () => {
    const model = new BoardModel()
    model.apply(at(9), 0)
    expect(model.apply(at(1, 'e2'), 0)).toBe(true)
  })

  it('forgets queues that are no longer asked for', () => {
    const model = new BoardModel()
    const queue = parseFrame(queueJson)
    if (queue) model.apply(queue, 0)
    model.keep(['site?window=30m'])
    expect(model.current.board.queues).toEqual({})
  })

  it('forgets people and lists that are no longer asked for: old data must not look live when they are asked for again', () => {
    const model = new BoardModel()
    for (const json of [agentJson, alertsJson]) model.apply(parseFrame(json) as Frame, 0)
    expect(Object.keys(model.current.board.people)).toEqual(['A1001'])
    model.keep(['site?window=30m'])
    expect(model.current.board).toMatchObject({ people: {}, alerts: null })
  })

  it('a heartbeat sets the clock and the lag', () => {
    const model = new BoardModel()
    const beat = parseMessage(JSON.stringify({ ...beatJson, state: 'catchingUp', lagSeconds: 12 }))
    if (beat?.type === 'heartbeat') model.beat(beat, 50)
    expect(model.current).toMatchObject({ catchingUp: true, lagSeconds: 12, clock: { receivedAt: 50, at: Date.parse(beatJson.at) } })
  })
})
