import { nextTick, shallowRef } from 'vue'
import { describe, expect, it, vi } from 'vitest'
import type { AlertLine, AlertsFrame } from '@/domain/model'
import { useNewAlerts } from './useNewAlerts'

const alert = (alertId: string) => ({ alertId, severity: 'critical', acknowledged: false }) as AlertLine
const frame = (ids: string[], known = true) => ({ known, alerts: ids.map(alert) }) as AlertsFrame

describe('a new critical alert', () => {
  async function screen(chime: boolean) {
    vi.useFakeTimers({ now: 1_000_000 })
    const board = shallowRef<AlertsFrame | null>(null)
    const shown = shallowRef<AlertLine[]>([])
    const ring = vi.fn()
    const tick = shallowRef(performance.now())
    const fresh = useNewAlerts({ frame: board, shown, tick, chime: () => chime, ring })
    const tell = async (next: AlertsFrame, on = next.alerts) => {
      shown.value = on
      board.value = next
      await nextTick()
    }
    const pass = (ms: number) => {
      vi.advanceTimersByTime(ms)
      tick.value = performance.now()
    }
    return { tell, pass, ring, fresh }
  }

  it('is heard once and pulses for five seconds; those that were there before do not', async () => {
    const { tell, pass, ring, fresh } = await screen(true)
    await tell(frame(['old']))
    expect([...fresh.value, ring.mock.calls.length]).toEqual([0])
    await tell(frame(['old', 'new']))
    expect([...fresh.value, ring.mock.calls.length]).toEqual(['new', 1])
    await tell(frame(['old', 'new']))
    pass(5_001)
    expect([...fresh.value, ring.mock.calls.length]).toEqual([1])
    vi.useRealTimers()
  })

  it('is not heard unless the link asks for it, nor where another queue has it, nor because alerts could not be read', async () => {
    const quiet = await screen(false)
    await quiet.tell(frame([]))
    await quiet.tell(frame(['a']))
    expect(quiet.ring).not.toHaveBeenCalled()
    const loud = await screen(true)
    await loud.tell(frame(['a']))
    await loud.tell(frame([], false))
    await loud.tell(frame(['a']))
    await loud.tell(frame(['a', 'elsewhere']), [alert('a')])
    expect(loud.ring).not.toHaveBeenCalled()
    vi.useRealTimers()
  })
})
