import { describe, expect, it } from 'vitest'
import { businessDate, businessNow, localTime, untilReload, within } from './clock'

const SHANGHAI = 'Asia/Shanghai'

describe('the site clock', () => {
  it('counts on from the last message at the rate of the server', () => {
    const reading = { at: 1_000_000, serverAt: 5, rate: 20, receivedAt: 100 }
    expect(businessNow(reading, 600)).toBe(1_010_000)
  })

  it('shows the local time of the site, whatever the zone of the browser', () => {
    expect(localTime(Date.parse('2026-11-21T16:00:05Z'), SHANGHAI)).toEqual({ date: '2026-11-22', hour: 0, minute: 0, second: 5 })
  })

  it('the business day changes at its start hour in the site zone', () => {
    const at = (t: string) => businessDate(Date.parse(t), SHANGHAI, 6)
    expect(at('2026-11-21T21:59:59Z')).toBe('2026-11-21')
    expect(at('2026-11-21T22:00:00Z')).toBe('2026-11-22')
    expect(businessDate(Date.parse('2026-02-28T16:30:00Z'), SHANGHAI, 6)).toBe('2026-02-28')
  })

  it('a shift may cross midnight and its end belongs to the next one', () => {
    const t = (hour: number, minute = 0) => ({ date: '', hour, minute, second: 0 })
    const night = { from: '22:00', to: '06:00' }
    expect([within(t(23), night), within(t(5, 59), night), within(t(6), night), within(t(12), night)]).toEqual([true, true, false, false])
    expect(within(t(3), { from: '00:00', to: '00:00' })).toBe(true)
  })

  it('the nightly reload falls between four and five local time, and never at once', () => {
    const noon = Date.parse('2026-11-21T04:00:00Z')
    expect(untilReload(noon, SHANGHAI, 0)).toBe(16 * 3_600_000)
    expect(untilReload(Date.parse('2026-11-21T19:59:00Z'), SHANGHAI, 0)).toBeGreaterThan(23 * 3_600_000)
  })
})
