import { afterEach, expect, it, vi } from 'vitest'
import { getJson, HttpError } from './http'
import { parseSite } from './site'
import { parseTrend } from './trend'

afterEach(() => vi.unstubAllGlobals())

it('sends the bearer token and names the status of a refusal', async () => {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response('{}', { status: 401 }))
  vi.stubGlobal('fetch', fetch)
  await expect(getJson('/api/site', 'abc')).rejects.toMatchObject({ status: 401 })
  expect(fetch.mock.calls[0]?.[1]).toMatchObject({ headers: { Authorization: 'Bearer abc' } })
})

it('a server out of reach is status 0', async () => {
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('offline')))
  await expect(getJson('/api/site', 'abc')).rejects.toEqual(new HttpError(0, '/api/site: TypeError: offline'))
})

it('a site without a known zone, viewer or targets shows no people and judges nothing', () => {
  const site = parseSite({ zone: 'Mars/Olympus', shifts: [{ name: 'x', from: '8', to: '9' }] })
  expect(site).toMatchObject({ zone: 'Asia/Shanghai', audience: 'floor', shifts: [], workingHours: null })
  expect(site.targets.serviceLevel).toEqual({ target: null, warn: null, critical: null })
})

it('a trend is sorted and cut to an hour', () => {
  const points = Array.from({ length: 70 }, (_, i) => ({ at: new Date(i * 60_000).toISOString(), offered: i })).reverse()
  const trend = parseTrend({ at: new Date(70 * 60_000).toISOString(), points, lastWeek: null })
  expect([trend?.points.length, trend?.points[0]?.offered, trend?.points.at(-1)?.offered, trend?.lastWeek]).toEqual([60, 10, 69, null])
  expect(parseTrend('x')).toBeNull()
})
