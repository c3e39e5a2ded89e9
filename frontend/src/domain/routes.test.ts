import { describe, expect, it } from 'vitest'
import { lineFault, rosterCsv, weekOf, weekTable, type DutyShift } from './routes'

const ZONE = 'Asia/Shanghai'
const shift = (person: string, from: string, until: string, duty = '值班主管'): DutyShift => ({
  person, duty, fromAt: Date.parse(`${from}+08:00`), untilAt: Date.parse(`${until}+08:00`), mobile: '13800000000', dingTalkUserId: null, weComUserId: null, feishuUserId: null, email: null,
})

describe('the roster', () => {
  it('shows the week from Monday', () => {
    expect(weekOf('2026-03-08')).toEqual(['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07', '2026-03-08'])
  })

  it('shows a night shift on both of its days, and one that ends at midnight on one', () => {
    const shifts = [shift('李娜', '2026-03-02T20:00', '2026-03-03T08:00'), shift('王强', '2026-03-02T16:00', '2026-03-03T00:00')]
    const row = weekTable(shifts, weekOf('2026-03-02'), ZONE)[0]
    expect(row?.days.map((d) => d.shifts.map((s) => s.person))).toEqual([['王强', '李娜'], ['李娜'], [], [], [], [], []])
  })

  it('is written as the file that can be uploaded again', () => {
    expect(rosterCsv([shift('O"Neil, Ann', '2026-03-02T08:00', '2026-03-02T20:00')], ZONE)).toBe(
      'person,duty,from,until,mobile,dingTalkUserId,weComUserId,feishuUserId,email\r\n"O""Neil, Ann",值班主管,2026-03-02T08:00,2026-03-02T20:00,13800000000,,,,\r\n',
    )
  })

  it('tells the line that is wrong, and why', () => {
    expect(lineFault('Line 3: until is not after from. Nothing was changed.')).toEqual({ line: 3, why: 'order', column: 'until' })
    expect(lineFault('Line 2: from is no local time such as 2026-03-02T08:00. Nothing was changed.')).toEqual({ line: 2, why: 'time', column: 'from' })
    expect(lineFault('Line 5: person is missing. Nothing was changed.')).toEqual({ line: 5, why: 'missing', column: 'person' })
    expect(lineFault('Send the CSV, its heading at least.')).toBeNull()
  })
})
