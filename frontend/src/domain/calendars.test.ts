import { describe, expect, it } from 'vitest'
import { datesOf, emptyCalendar, instantIn, isOverMidnight, localIn, specialDays, usesOf, weekLines, withDays, withoutDays } from './calendars'

const office = emptyCalendar('Asia/Shanghai')
const day = (date: string, name: string | null, from?: string) => ({ date, name, windows: from ? [{ from, to: '18:00' }] : [], known: true })

describe('calendars', () => {
  it('show the week in as few lines as it has different days', () => {
    expect(weekLines(office.week).map((l) => [l.first, l.last, l.windows.length])).toEqual([['monday', 'friday', 1], ['saturday', 'sunday', 0]])
  })

  it('show holidays in a row as one, and a make-up workday apart', () => {
    const days = [day('2026-09-30', null, '09:00'), day('2026-10-01', '国庆节'), day('2026-10-02', '国庆节'), day('2026-10-10', '国庆节', '09:00')]
    const lines = specialDays(days, withDays(office, [{ date: '2026-10-02', name: '国庆节', windows: [] }]))
    expect(lines.map((l) => [l.first, l.last, l.isOwn, l.windows.length])).toEqual([['2026-10-01', '2026-10-01', false, 0], ['2026-10-02', '2026-10-02', true, 0], ['2026-10-10', '2026-10-10', false, 1]])
    expect(specialDays(days, office)[0]).toMatchObject({ first: '2026-10-01', last: '2026-10-02', count: 2 })
  })

  it('take days in by date, and give them up', () => {
    const first = withDays(office, [{ date: '2026-05-02', name: 'b', windows: [] }, { date: '2026-05-01', name: 'a', windows: [] }])
    const again = withDays(first, [{ date: '2026-05-01', name: 'c', windows: [] }])
    expect(again.days.map((d) => d.name)).toEqual(['c', 'b'])
    expect(withoutDays(again, ['2026-05-01']).days).toHaveLength(1)
    expect(datesOf('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
    expect(datesOf('2026-03-01', '2026-02-27')).toEqual([])
  })

  it('say who goes by them', () => {
    const all = { version: 1, siteCalendarId: 'opening', queueCalendars: { b: 'office', a: 'office' }, calendars: [], holidays: [] }
    expect(usesOf('office', all, [{ name: '投诉回访', calendarId: 'office' }, { name: '接通', calendarId: null }])).toEqual({ isSite: false, queues: ['a', 'b'], policies: ['投诉回访'] })
  })

  it('tell a night from a whole day', () => {
    expect(isOverMidnight({ from: '22:00', to: '06:00' })).toBe(true)
    expect(isOverMidnight({ from: '00:00', to: '00:00' })).toBe(false)
  })

  it('read the wall clock of their zone', () => {
    expect(instantIn('2026-03-03T09:00', 'Asia/Shanghai')).toBe(Date.parse('2026-03-03T01:00:00Z'))
    expect(instantIn('2026-03-29T09:00', 'Europe/Berlin')).toBe(Date.parse('2026-03-29T07:00:00Z'))
    expect(localIn(Date.parse('2026-03-29T07:00:00Z'), 'Europe/Berlin')).toBe('2026-03-29T09:00')
    expect(instantIn('soon', 'Asia/Shanghai')).toBeNull()
  })
})
