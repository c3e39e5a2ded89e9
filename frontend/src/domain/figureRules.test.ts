import { describe, expect, it } from 'vitest'
import { fitted, formOfRule, inOrder, mayNameChannels, ruleWanted, switched, windowsOf, type FigureRule, type RuleStanding } from './figureRules'

const rule = (part: Partial<FigureRule> = {}): FigureRule => ({
  ruleId: 'service-level', name: null, metric: 'serviceLevel', per: 'queue', window: '30m', periodsInARow: 1, threshold: 0.8, recoverThreshold: 0.82, forSeconds: 0, recoverForSeconds: 60, minimumSample: 20, active: 'always', days: [], windows: [],
  queues: [], channels: [], sources: [], severity: 'warning', consoleOnly: false, escalation: [], enabled: true, ...part,
})
const standing = (ruleId: string, counts: number[], enabled = true): RuleStanding => ({ rule: rule({ ruleId, enabled }), revision: 1, changedAt: null, changedBy: 'system', open: 0, fired: counts.map((count, i) => ({ fromAt: i, count })) })

describe('rules on figures', () => {
  it('show shares in percent and send them as shares', () => {
    const form = formOfRule(rule(), '')
    expect([form.threshold, form.recoverThreshold]).toEqual([80, 82])
    expect(ruleWanted(form)).toMatchObject({ threshold: 0.8, recoverThreshold: 0.82, minimumSample: 20, window: '30m', active: { when: 'always' } })
  })

  it('are switched with everything else as it was', () => {
    expect(switched(rule({ name: '早班' }), false)).toMatchObject({ enabled: false, name: '早班', threshold: 0.8, recoverForSeconds: 60 })
  })

  it('leave out what the figure cannot have', () => {
    const past = ruleWanted({ ...formOfRule(rule(), ''), window: 'day', active: 'open', channels: ['voice'] })
    expect(past).toMatchObject({ active: { when: 'always' }, periodsInARow: 1, channels: ['voice'] })
    expect(past).not.toHaveProperty('forSeconds')
    const now = ruleWanted({ ...formOfRule(rule(), ''), metric: 'queueLength', threshold: 5, recoverThreshold: null })
    expect(now).toMatchObject({ threshold: 5 })
    expect(now).not.toHaveProperty('window')
    expect(now).not.toHaveProperty('minimumSample')
    expect(mayNameChannels('serviceLevel', 'queue', '30m')).toBe(false)
    expect(windowsOf('complaintCategoryShare')).toEqual(['day', 'week', 'month'])
  })

  it('fall back to what another metric may have', () => {
    expect(fitted({ ...formOfRule(rule(), ''), metric: 'wrapUpSeconds' })).toMatchObject({ per: 'agent', window: '' })
    expect(fitted({ ...formOfRule(rule({ metric: 'queueLength', window: null }), ''), metric: 'csat' }).window).toBe('30m')
  })

  it('stand with those that fired most first, and what is off last', () => {
    expect(inOrder([standing('calm', [0, 0]), standing('off', [9], false), standing('loud', [1, 4])]).map((s) => s.rule.ruleId)).toEqual(['loud', 'calm', 'off'])
  })
})
