/** An invented floor for pictures and tests: frames, site and trend as the server sends them. Seeded, so that the same floor comes out each time. */

const NAMES = [
  ['物流跟踪', 'Parcel tracking'], ['退换货', 'Returns'], ['售前咨询', 'Sales advice'], ['投诉建议', 'Complaints'], ['支付问题', 'Payments'], ['订单查询', 'Orders'],
  ['技术支持', 'Technical support'], ['家电售后', 'Appliance service'], ['会员服务', 'Membership'], ['发票开具', 'Invoices'], ['企业采购', 'Business accounts'], ['国际业务', 'International'],
]
const PEOPLE = '王晨曦 李浩然 张雅静 刘雨桐 陈梓萱 杨志强 黄子涵 赵文博 吴建国 周怡嘉 徐明轩 孙静怡 马思远 朱晓彤 胡俊杰 林若曦 郭宇航 何佳琪 高天佑 罗欣妍'.split(' ')
const TEAMS = [['t1', '早班一组'], ['t2', '早班二组'], ['t3', '投诉专席'], ['t4', 'VIP 专席']]

function seeded(seed) {
  let s = seed >>> 0
  return () => {
    s = (s + 0x6d2b79f5) >>> 0
    let t = Math.imul(s ^ (s >>> 15), 1 | s)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const iso = (ms) => new Date(ms).toISOString()
const queueName = (i, count) => (count <= NAMES.length ? NAMES[i][0] : `${NAMES[i % NAMES.length][0]}${Math.floor(i / NAMES.length) + 1}组`)
const sumBy = (list, pick) => list.reduce((a, x) => a + pick(x), 0)
const ratio = (hits, total) => ({ hits: Math.min(hits, total), total })

/** The fields of a queue's line, in their order. */
const FIELDS = ['queueId', 'name', 'queueLength', 'longestWaitSinceAt', 'waitingFirstReply', 'waitingReply', 'waitingVips', 'backlog', 'unconfirmed', 'inService', 'available', 'onDuty', 'offered', 'serviceLevel', 'answered', 'abandoned', 'unserved']

export function makeFloor({ queues = 8, agents = 60, audience = 'floor', at = Date.now(), variant = 'plain' } = {}) {
  const random = seeded(queues * 1000 + agents)
  const int = (a, b) => a + Math.floor(random() * (b - a + 1))
  const auto = variant === 'automatic'
  const empty = variant === 'empty'

  const lines = Array.from({ length: queues }, (_, i) => {
    const heat = i < queues * 0.08 + 1 ? 2 : i < queues * 0.3 + 1 ? 1 : 0
    const queueLength = heat === 2 ? int(5, 12) : heat === 1 ? int(2, 6) : int(0, 2)
    const wait = heat === 2 ? int(125, 190) : heat === 1 ? int(62, 110) : int(3, 28)
    const answered = int(30, 90)
    const abandoned = heat === 2 ? int(8, 16) : heat === 1 ? int(3, 6) : int(0, 2)
    const total = answered + abandoned
    return {
      queueId: `q${i + 1}`, name: queueName(i, queues), queueLength,
      longestWaitSinceAt: queueLength ? iso(at - wait * 1000) : null,
      waitingFirstReply: int(0, heat + 2), waitingReply: int(0, 3 + heat * 2), waitingVips: heat === 2 && i === 0 ? 2 : 0, backlog: i % 4 === 3 ? int(3, 14) : 0, unconfirmed: i % 7 === 5 ? 1 : 0,
      inService: int(4, 12), available: heat ? int(0, 1) : int(1, 4), onDuty: int(6, 16), offered: total + queueLength,
      serviceLevel: auto ? null : ratio(Math.round(total * (heat === 2 ? 0.66 : heat === 1 ? 0.77 : 0.93)), total),
      answered, abandoned,
    }
  })

  const states = ['busy', 'busy', 'busy', 'busy', 'available', 'available', 'wrapUp', 'break', 'offline']
  const crew = Array.from({ length: agents }, (_, i) => {
    const presence = empty ? 'offline' : i === agents - 1 ? 'unknown' : states[int(0, states.length - 1)]
    const n = int(6, 60)
    const base = { teamId: TEAMS[i % TEAMS.length][0], presence, sinceAt: iso(at - int(10, 1500) * 1000), inService: presence === 'busy' ? int(1, 3) : 0, answeredToday: n }
    if (audience === 'floor') return base
    const name = PEOPLE[i % PEOPLE.length] + (i >= PEOPLE.length ? String(Math.floor(i / PEOPLE.length) + 1) : '')
    return { agentId: `a${i + 1}`, name, ...base, score: { window: 'today', value: i % 9 === 8 ? null : Math.round((98 - i * (30 / agents) - random()) * 10) / 10, sampleTooSmall: i % 9 === 8, ratings: Math.floor(n / 4), answered: i % 9 === 8 ? 3 : n, components: [] }, ...(i % 7 === 6 ? {} : { rollingScore: { value: Math.round((92 - i * (24 / agents)) * 10) / 10, sampleTooSmall: false, ratings: n * 5, answered: n * 21 } }) }
  })
  const by = (p) => crew.filter((a) => a.presence === p).length
  const counts = { available: by('available'), busy: by('busy'), wrapUp: by('wrapUp'), break: by('break'), offline: by('offline'), unknown: by('unknown') }

  const oldest = lines.map((l) => l.longestWaitSinceAt).filter(Boolean).sort()[0] ?? null
  const now = (part, withAgents) => ({
    queueLength: sumBy(part, (l) => l.queueLength), longestWaitSinceAt: part.length ? oldest : null, meanCurrentWaitSeconds: { sum: 900, count: 30 },
    backlog: { count: sumBy(part, (l) => l.backlog), oldestSinceAt: iso(at - 5.2 * 3600_000) },
    waitingFirstReply: { count: sumBy(part, (l) => l.waitingFirstReply), oldestSinceAt: iso(at - 48_000) },
    waitingReply: { count: sumBy(part, (l) => l.waitingReply), oldestSinceAt: iso(at - 95_000) },
    inService: sumBy(part, (l) => l.inService), waitingVips: sumBy(part, (l) => l.waitingVips), unconfirmed: sumBy(part, (l) => l.unconfirmed), agents: withAgents ? counts : null,
  })
  const window = (part, scale, sl) => {
    const answered = sumBy(part, (l) => l.answered) * scale
    const abandoned = sumBy(part, (l) => l.abandoned) * scale
    const offered = sumBy(part, (l) => l.offered) * scale
    const levels = part.filter((l) => l.serviceLevel)
    return {
      offered, distinctContacts: Math.round(offered * 0.94), answered, abandoned, shortAbandons: Math.round(abandoned / 5), transferred: scale * 2, callback: scale, unserved: 0,
      serviceLevel: sl ? ratio(sumBy(levels, (l) => l.serviceLevel.hits) * scale, sumBy(levels, (l) => l.serviceLevel.total) * scale) : null,
      abandonmentRate: ratio(abandoned, answered + abandoned), asaSeconds: sl ? { sum: answered * 24, count: answered } : null,
      firstResponseSeconds: { sum: answered * 21.4, count: answered, p50: 14, p90: 47, p99: 131 }, firstResponseWithin: ratio(Math.round(answered * 0.86), answered),
      responseSeconds: { sum: answered * 3 * 17.2, count: answered * 3, p50: 12, p90: 39, p99: 88 }, responseWithin: ratio(Math.round(answered * 2.6), answered * 3),
      handleSeconds: { sum: answered * 262, count: answered }, occupancy: ratio(71 * 60_000, 92 * 60_000), transferRate: ratio(Math.round(answered * 0.06), answered),
      csat: { sum: Math.round(answered * 0.3) * 4.62, count: Math.round(answered * 0.3) },
    }
  }
  const voice = lines.filter((_, i) => i % 2 === 0)
  const chat = lines.filter((_, i) => i % 2 === 1)
  const day = new Date(at + 8 * 3600_000).toISOString().slice(0, 10)
  const start = Date.parse(`${day}T00:00:00+08:00`)
  const head = (topic, n) => ({
    type: 'frame', topic, epoch: 'e1', n, position: String(1000 + n), configVersion: 1, metricsVersion: 1, at: iso(at), serverAt: iso(at), rate: variant === 'replay' ? 20 : 1,
    mode: variant === 'replay' ? 'replay' : 'live', state: variant === 'catchingUp' ? 'catchingUp' : 'live', lagSeconds: variant === 'catchingUp' ? 312 : 0.1,
  })
  const score = (value, n) => ({
    window: 'today', value, sampleTooSmall: value === null, ratings: n, answered: n * 3,
    components: [
      { name: 'csat', weight: 35, own: { sum: n * 4.6, count: n }, n, value: value && value + 2.1 }, { name: 'firstResponse', weight: 20, own: ratio(n * 2, n * 3), n: n * 3, value: value && value - 3.4 },
      { name: 'response', weight: 15, own: ratio(n * 5, n * 6), n: n * 6, value: value && value - 1.2 },
    ],
  })
  const teams = TEAMS.map(([teamId, name], i) => ({
    teamId, name, agentsOnDuty: crew.filter((a) => a.teamId === teamId && !['offline', 'unknown'].includes(a.presence)).length, score: i === 3 ? score(null, 3) : score(93.4 - i * 3.3, 64 - i * 11), rollingScore: { value: 88.6 - i * 2.1, sampleTooSmall: false, ratings: 640 - i * 90, answered: 2140 - i * 300 },
  }))

  /** Some of each kind, as long as they come; a floor that is empty or closed has none. */
  const alertsFrame = (top) => {
    if (variant === 'empty' || variant === 'closed') return { ...top, breached: { contacts: 0, queues: {} }, known: true, totals: { info: 0, warning: 0, critical: 0 }, alerts: [] }
    const supervisors = audience === 'supervisors'
    const alert = (alertId, kind, severity, name, queue, seconds, more = {}) => ({
      alertId, kind, severity, name, queueId: queue?.queueId, queue: queue?.name, sinceAt: iso(at - Math.abs(seconds) * 1000), ...(kind.startsWith('target') ? { dueAt: iso(at - seconds * 1000) } : {}), acknowledged: false, ...more,
    })
    const alerts = [
      alert('1', 'targetBreached', 'critical', 'complaintFollowUp', lines[3 % queues], 5 * 3600 + 754),
      alert('2', 'targetBreached', 'critical', 'complaintAnswer', lines[7 % queues], 61 * 60, { acknowledged: true, ...(supervisors ? { acknowledgedBy: '周怡嘉' } : {}) }),
      alert('3', 'targetBreached', 'warning', 'answer', lines[0], 41, { vip: true }),
      alert('4', 'targetBreached', 'warning', 'firstResponse', lines[1 % queues], 17),
      alert('5', 'targetWarned', 'warning', 'feedbackAnswer', lines[5 % queues], -4 * 3600),
      alert('6', 'sourceSilent', 'warning', 'web-chat', undefined, 192, { source: 'web-chat' }),
      alert('7', 'targetWarned', 'warning', 'complaintFollowUp', lines[2 % queues], -7 * 3600 - 100),
    ]
    const queueTotals = lines.flatMap((l) => {
      const mine = alerts.filter((a) => a.queueId === l.queueId)
      const of = (severity) => mine.filter((a) => a.severity === severity).length
      return mine.length ? [{ queueId: l.queueId, warning: of('warning'), critical: of('critical') }] : []
    })
    const broken = Object.fromEntries([0, 1, 3, 7].map((i) => [lines[i % queues].queueId, 1]))
    return { ...top, breached: { contacts: Object.keys(broken).length, queues: broken }, known: true, totals: { info: 0, warning: 6, critical: 3 }, queueTotals, alerts }
  }

  return {
    site: {
      name: '晨光电商客服中心', zone: 'Asia/Shanghai', dayStartHour: 0, configVersion: 1, mode: variant === 'replay' ? 'replay' : 'live',
      queues: lines.map((l) => ({ queueId: l.queueId, name: l.name, configured: true })), teams: TEAMS.map(([teamId, name]) => ({ teamId, name })), channels: ['voice', 'chat'],
      shifts: [{ name: '早班', nameEn: 'Early', from: '08:00', to: '16:00' }, { name: '晚班', nameEn: 'Late', from: '16:00', to: '00:00' }, { name: '夜班', nameEn: 'Night', from: '00:00', to: '08:00' }],
      workingHours: variant === 'closed' ? { from: '03:00', to: '03:01' } : null,
      targets: {
        queueLength: { warn: 5 * queues, critical: 10 * queues }, longestWaitSeconds: { target: 30, warn: 60, critical: 120 }, serviceLevel: { seconds: 30, target: 0.8, warn: 0.8, critical: 0.7 },
        abandonmentRate: { target: 0.05, warn: 0.05, critical: 0.1 }, agentsOnDuty: { target: null }, csat: { target: 4.5, warn: 4.5, critical: 4.0 }, firstResponseSeconds: 30,
      },
      viewer: { kind: 'display', audience, name: '大厅屏' },
    },
    heartbeat: () => ({ type: 'heartbeat', epoch: 'e1', at: iso(at), serverAt: iso(at), rate: head('', 0).rate, state: head('', 0).state, lagSeconds: head('', 0).lagSeconds }),
    siteFrame: (topic, n) => ({
      ...head(topic, n), businessDay: { date: day, startsAt: iso(start), endsAt: iso(start + 86_400_000) },
      sources: [{ source: '/connectors/call-centre', state: 'live', lastSeenAt: iso(at - 900), skewMs: 12 }, { source: '/connectors/web-chat', state: queues > 8 ? 'silent' : 'live', lastSeenAt: iso(at - (queues > 8 ? 192_000 : 2_400)), skewMs: -240 }],
      site: { now: now(lines, true), window: window(lines, 1, !auto), today: window(lines, 9, !auto) },
      channels: [{ channel: 'voice', now: now(voice, false), window: window(voice, 1, !auto) }, { channel: 'chat', now: now(chat, false), window: window(chat, 1, false) }, { channel: 'social', now: now([], false), window: window([], 1, false) }],
      teams, queueFields: FIELDS, queues: lines.map((line) => FIELDS.map((field) => line[field] ?? null)),
      rolling: { at: iso(at - at % 3600_000), firstContactResolution: ratio(4102, 5240), firstContactResolutionPending: 1311 },
    }),
    agentsFrame: (n) => ({ ...head('agents', n), agents: crew }),
    alertsFrame: (n) => alertsFrame(head('alerts', n)),
    queueFrame: (id, n) => {
      const part = lines.filter((l) => l.queueId === id)
      const sl = part.some((l) => l.serviceLevel)
      return { ...head(`queue:${id}`, n), queueId: id, name: part[0]?.name ?? id, now: { ...now(part, true), longestWaitSinceAt: part[0]?.longestWaitSinceAt ?? null }, windows: Object.fromEntries([['5m', 1], ['15m', 1], ['30m', 1], ['60m', 2], ['today', 9]].map(([w, k]) => [w, window(part, k, sl)])) }
    },
    trend: () => {
      const first = Math.floor(at / 60_000) * 60_000 - 59 * 60_000
      const points = Array.from({ length: 60 }, (_, i) => {
        const wave = Math.sin(i / 9) * 0.35 + Math.sin(i / 3.1) * 0.12 + 1
        const total = Math.round(queues * 1.6 * wave) + int(0, 3)
        return {
          at: iso(first + i * 60_000), offered: total + int(0, 3), queueLength: Math.round(queues * 3.4 * wave * (0.94 + random() * 0.12)), longestWaitSeconds: Math.round(60 + 80 * (wave - 0.6) + int(0, 20)),
          serviceLevel: auto ? null : ratio(Math.round(total * (1.16 - wave * 0.31)), total), abandonmentRate: ratio(int(0, Math.ceil(total / 9)), total), agentsOnDuty: null,
          csat: i % 3 ? { sum: 4.5 * 4 + int(0, 2), count: 4 } : null,
        }
      })
      const lastWeek = { at: iso(at - 7 * 86_400_000), queueLength: Math.round(queues * 3.1), longestWaitSeconds: 118, serviceLevel: ratio(842, 1000), abandonmentRate: ratio(61, 1000), agentsOnDuty: null, csat: { sum: 4.54 * 500, count: 500 } }
      return { at: iso(at), points, lastWeek }
    },
  }
}
