import { afterEach, expect, it, vi } from 'vitest'
import { fetchAlerts } from './alertDesk'
import { fetchAudit } from './audit'
import { HttpError } from './http'
import { changePerson, fetchPeople, invite } from './people'
import { Session } from './session'

afterEach(() => vi.unstubAllGlobals())

const me = (name: string, csrfToken: string) => ({ kind: 'person', name, roles: ['admin', 'cook'], teamIds: ['t1'], csrfToken })
const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(status === 204 ? null : JSON.stringify(body), { status, headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...headers } })
const wanted = { login: 'li.na', name: '李娜', language: 'zh', roles: ['quality' as const], teamIds: [], agentId: null, disabled: false }

/** Answers in their order; what was asked is kept. */
function server(...answers: Response[]) {
  const asked: { method: string; path: string; headers: Record<string, string>; body: unknown }[] = []
  vi.stubGlobal('fetch', async (path: string, request: RequestInit) => {
    asked.push({ method: request.method ?? 'GET', path, headers: request.headers as Record<string, string>, body: request.body === undefined ? undefined : JSON.parse(String(request.body)) })
    return answers.shift() ?? json({}, 500)
  })
  return asked
}

async function loggedIn(...answers: Response[]) {
  const asked = server(json(me('boss', 'c1')), ...answers)
  const session = new Session()
  await session.load()
  return { session, asked }
}

it('whoever is logged in is known by login and roles, without those that nobody knows', async () => {
  const { session } = await loggedIn()
  expect(session.me).toEqual({ name: 'boss', roles: ['admin'], teamIds: ['t1'], agentId: null, csrfToken: 'c1' })
})

it('what changes something shows the session\'s token, what reads does not need it', async () => {
  const { session, asked } = await loggedIn(json({ person: { login: 'li.na', name: '李娜' }, link: '/log-in#link=x', expiresAt: '2026-03-02T01:00:00Z' }, 201), json({ people: [], next: null }), json({}))
  expect(await invite(session, wanted)).toEqual({ login: 'li.na', name: '李娜', link: '/log-in#link=x', expiresAt: Date.parse('2026-03-02T01:00:00Z') })
  await fetchPeople(session, null)
  await changePerson(session, '7/8', wanted)
  expect(asked.slice(1).map((a) => [a.method, a.path, a.headers['X-CSRF-Token']])).toEqual([
    ['POST', '/api/people', 'c1'],
    ['GET', '/api/people', undefined],
    ['PUT', '/api/people/7%2F8', 'c1'],
  ])
})

it('a log-in needs no token, and learns who it is from /api/me', async () => {
  const asked = server(json({ login: 'boss', csrfToken: 'c1' }), json(me('boss', 'c1')))
  const session = new Session()
  await session.logIn('boss', 'secret')
  expect(asked[0]).toMatchObject({ path: '/api/log-in', body: { login: 'boss', password: 'secret' } })
  expect(asked[0]?.headers).not.toHaveProperty('X-CSRF-Token')
  expect(session.me?.name).toBe('boss')
})

it('nobody logged in is no fault, a server out of reach is one', async () => {
  server(json({ type: '/problems/unauthorized' }, 401))
  expect(await new Session().load()).toBeNull()
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('offline')))
  await expect(new Session().load()).rejects.toMatchObject({ status: 0 })
})

it('a refusal for the lack of a session ends it, once for all who ask', async () => {
  const { session } = await loggedIn(json({ type: '/problems/unauthorized' }, 401))
  const ended = vi.fn()
  session.whenEnded(ended)
  await expect(fetchPeople(session, null)).rejects.toBeInstanceOf(HttpError)
  expect([session.me, ended.mock.calls.length]).toEqual([null, 1])
})

it('another tab logged in anew as the same person: the call is made again with the new token', async () => {
  const { session, asked } = await loggedIn(json({ type: '/problems/csrf' }, 403), json(me('boss', 'c2')), json({}))
  await changePerson(session, '7', wanted)
  expect(asked.at(-1)?.headers['X-CSRF-Token']).toBe('c2')
})

it('another tab logged in as somebody else: nothing is done in the name of that one', async () => {
  const { session, asked } = await loggedIn(json({ type: '/problems/csrf' }, 403), json(me('mallory', 'c2')))
  const ended = vi.fn()
  session.whenEnded(ended)
  await expect(changePerson(session, '7', wanted)).rejects.toMatchObject({ status: 401 })
  expect([ended.mock.calls.length, asked.length]).toEqual([1, 3])
})

it('a refusal keeps its field, its reason and how long to wait', async () => {
  server(json({ type: '/problems/log-in-locked', title: 'x', detail: 'Wait', pointer: '/login' }, 429, { 'retry-after': '40' }))
  await expect(new Session().logIn('a', 'b')).rejects.toMatchObject({ status: 429, retryAfterSeconds: 40, problem: { type: '/problems/log-in-locked', pointer: '/login' } })
})

it('to log out of a session that has ended already is no fault', async () => {
  const { session, asked } = await loggedIn(json({}, 401))
  await session.logOut()
  expect([session.me, asked.at(-1)?.path, asked.at(-1)?.headers['X-CSRF-Token']]).toEqual([null, '/api/me/log-out', 'c1'])
})

it('a link says what it is for', async () => {
  server(json({ purpose: 'invitation', login: 'li.na' }))
  expect(await new Session().look('qtl_x')).toEqual({ purpose: 'invitation', login: 'li.na' })
})

it('a search leaves out what nobody asked for', async () => {
  const { session, asked } = await loggedIn(json({ entries: [{ id: '9', at: 'x', actor: 'person:boss', action: 'person.setUp', subject: 'person:1' }], next: '9' }), json({ alerts: [{ alertId: '1', kind: 'new kind' }] }))
  const entries = await fetchAudit(session, { actor: ' person:boss ', action: '', subject: '', from: Date.UTC(2026, 2, 2), to: null }, '40')
  const alerts = await fetchAlerts(session, { states: ['firing', 'acknowledged'], severity: '', kind: '', queue: '', from: null, to: null }, null)
  expect(asked.slice(1).map((a) => a.path)).toEqual(['/api/audit?actor=person%3Aboss&from=2026-03-02T00%3A00%3A00.000Z&before=40', '/api/alerts?state=firing%2Cacknowledged'])
  expect([entries.next, entries.items[0]?.at, alerts.items]).toEqual(['9', null, []])
})
