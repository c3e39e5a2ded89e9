/** What an alert is about, in words. */
import { useI18n } from 'vue-i18n'
import { standing, type DeskAlert } from '@/domain/alertDesk'
import { sourceName } from '@/domain/sources'
import { findFloor } from './live/useFloor'
import { useTimes } from './useTimes'

export const SEVERITY_ICONS = { critical: 'bad', warning: 'warning', info: 'none' } as const

export function useAlertText() {
  const { t, te } = useI18n()
  const { lasting } = useTimes()
  const floor = findFloor()
  // Queues that nobody configured are named by the frames alone.
  floor?.ask(() => ['site?window=30m'])
  const queueName = (id: string): string => floor?.queueName(id) ?? id
  return {
    queueName,
    what(a: DeskAlert): string {
      const known = [...(a.kind === 'helpWanted' ? [`alert.help.${a.name}`] : []), `alert.target.${a.name}`, `alert.metric.${a.metric}`].find((key) => te(key))
      const name = known ? t(known) : sourceName(a.name)
      return t(`alert.kind.${a.kind}`, { name: a.category === null ? name : t('alert.ofCategory', { name, category: a.category }) })
    },
    where: (a: DeskAlert): string => (a.queueId === null ? (a.source === null ? null : sourceName(a.source)) ?? (a.kind === 'helpWanted' ? a.agentId : null) ?? t('alert.everywhere') : queueName(a.queueId)),
    age(a: DeskAlert, now: number): string {
      const found = standing(a, now)
      return found === null ? '' : t(`alerts.${found.meaning}`, { age: lasting(found.seconds) })
    },
    /** Whoever did it: people by their login. */
    who: (actor: string): string => (actor === 'system' ? t('alerts.system') : actor.replace(/^person:/, '')),
    step: (action: string): string => (te(`alerts.steps.${action}`) ? t(`alerts.steps.${action}`) : action),
  }
}
