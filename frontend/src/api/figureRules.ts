/** Rules on figures, with how often each fired. Administrators change them. */
import { SEVERITIES } from '@/domain/alertDesk'
import { WEEKDAYS } from '@/domain/calendars'
import { ACTIVE, METRIC_NAMES, type FigureRule, type RuleStanding } from '@/domain/figureRules'
import { array, count, fields, instant, num, text } from '@/domain/read'
import { spans } from './calendars'
import { page, type Page, type Schemas } from './http'
import { based, stepOf } from './policies'
import type { Session } from './session'

export async function fetchRules(session: Session): Promise<Page<RuleStanding>> {
  return page(await session.get('/api/alert-rules'), 'rules', standing)
}

/** @param basedOn the revision that was read, 0 of a new one: where the rule was changed since, it is refused */
export async function saveRule(session: Session, wanted: Schemas['AlertRuleJson'] & { ruleId: string }, basedOn: number): Promise<void> {
  await session.put('/api/alert-rules/{id}', wanted, wanted.ruleId, based(basedOn))
}

export async function removeRule(session: Session, id: string, basedOn: number): Promise<void> {
  await session.delete('/api/alert-rules/{id}', id, based(basedOn))
}

const words = (v: unknown): string[] => array(v).filter((w): w is string => typeof w === 'string')

function standing(v: unknown): RuleStanding[] {
  const o = fields<Schemas['RuleStandingJson']>(v)
  const found = rule(o.rule)
  if (found === null) return []
  const fired = array(o.fired).flatMap((w) => {
    const f = fields<Schemas['FiredWeekJson']>(w)
    const fromAt = instant(f.fromAt)
    return fromAt === null ? [] : [{ fromAt, count: count(f.count) ?? 0 }]
  })
  return [{ rule: found, fired, revision: num(o.revision) ?? 0, changedAt: instant(o.changedAt), changedBy: text(o.changedBy) ?? '', open: count(o.open) ?? 0 }]
}

function rule(v: unknown): FigureRule | null {
  const o = fields<Schemas['AlertRuleJson']>(v)
  const ruleId = text(o.ruleId)
  const metric = METRIC_NAMES.find((m) => m === o.metric)
  const threshold = num(o.threshold)
  if (ruleId === null || !metric || threshold === null) return null
  const active = fields<Schemas['ActiveHoursJson']>(o.active)
  return {
    ruleId, metric, threshold, name: text(o.name), per: text(o.per) ?? 'queue', window: text(o.window), periodsInARow: num(o.periodsInARow) ?? 1, recoverThreshold: num(o.recoverThreshold) ?? threshold, forSeconds: num(o.forSeconds) ?? 0,
    recoverForSeconds: num(o.recoverForSeconds) ?? 0, minimumSample: num(o.minimumSample) ?? 0, active: ACTIVE.find((a) => a === active.when) ?? 'always', days: WEEKDAYS.filter((d) => words(active.days).includes(d)), windows: spans(active.windows),
    queues: words(o.queues), channels: words(o.channels), sources: words(o.sources), severity: SEVERITIES.find((s) => s === o.severity) ?? 'warning', consoleOnly: o.consoleOnly === true, escalation: array(o.escalation).flatMap(stepOf),
    enabled: o.enabled !== false,
  }
}
