import { describe, expect, it } from 'vitest'
import { changesFigures, isChanged, limitOrNone, typed, type SiteSettings } from './siteDesk'

const limit = { target: 1, warn: 2, critical: 3 }
const settings = (more: Partial<SiteSettings> = {}): SiteSettings => ({
  configVersion: 3, name: '倾听', nameEn: '', zone: 'Asia/Shanghai', dayStartHour: 0, workingHours: null, shifts: [],
  targets: { queueLength: limit, longestWaitSeconds: limit, serviceLevel: { ...limit, seconds: 30 }, abandonmentRate: limit, agentsOnDuty: limit, csat: limit, firstResponseSeconds: 30, responseSeconds: 30 },
  limits: { shortAbandonSeconds: 5, unconfirmedEntryMinutes: 120, silentVoiceHours: 4, silentChatHours: 24, silentOtherDays: 60 },
  score: { csat: 35, firstResponse: 20, response: 15, firstContactResolution: 15, quality: 15, pull: 20 },
  channels: [], segments: [], agentsShownAs: '', contactLinks: [], ...more,
})

describe('a change of the site', () => {
  it('makes the board anew where figures depend on it', () => {
    expect(changesFigures(settings(), settings({ zone: 'Europe/Berlin' }))).toBe(true)
    expect(changesFigures(settings(), settings({ limits: { ...settings().limits, shortAbandonSeconds: 10 } }))).toBe(true)
    expect(changesFigures(settings(), settings({ score: { ...settings().score, pull: 5 } }))).toBe(true)
  })

  it('of names and colours makes nothing anew', () => {
    const renamed = settings({ name: 'x', targets: { ...settings().targets, queueLength: { target: 1, warn: 1, critical: 1 } } })
    expect(isChanged(settings(), renamed)).toBe(true)
    expect(changesFigures(settings(), renamed)).toBe(false)
    expect(isChanged(settings(), settings())).toBe(false)
  })
})

describe('a number as somebody types it', () => {
  it('may be empty, and is nothing else than a number', () => {
    expect([typed(''), typed(' 30 '), typed('0.8'), typed('-1'), typed('30s'), typed('1e3')]).toEqual([null, 30, 0.8, -1, undefined, undefined])
  })
})

it('a limit without any number is none', () => {
  expect(limitOrNone({ target: null, warn: null, critical: null })).toBeNull()
  expect(limitOrNone(limit)).toBe(limit)
})
