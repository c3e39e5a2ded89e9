import { expect, it } from 'vitest'
import { standing, type DeskAlert } from './alertDesk'
import { changesOf } from './audit'
import { linkOf, nextPage, personState, tidied, wantedOf, type PersonFound, type Role } from './account'

const person: PersonFound = { id: '7', login: 'li.na', name: '李娜', language: 'zh', roles: ['supervisor'], teamIds: ['t1'], agentId: null, isInvited: true, lastLogInAt: null, disabledAt: null }

it('the log-in leads to pages of the console only', () => {
  expect(nextPage('/console/people?x=1#y', null)).toBe('/console/people?x=1#y')
  expect(nextPage('/me', null)).toBe('/me')
  for (const asked of ['//evil.example', 'https://evil.example', '/console.evil.example', '/consoles', '/\\evil', '/wall', '/menu', undefined, ['/console']]) expect(nextPage(asked, null)).toBe('/console')
})

it('a link is what stands after # in its address', () => {
  expect([linkOf('#link=qtl_a-b'), linkOf('#link='), linkOf('#token=x'), linkOf('')]).toEqual(['qtl_a-b', null, null, null])
})

it('who was shut out is that first, whether invited or not', () => {
  expect([personState(person), personState({ ...person, isInvited: false }), personState({ ...person, disabledAt: 1 })]).toEqual(['invited', 'active', 'disabled'])
})

it('who leads no team any more takes none along, and an empty agent is none', () => {
  expect(tidied({ ...wantedOf(person), roles: ['quality'], agentId: ' ', login: ' li.na ' })).toMatchObject({ teamIds: [], agentId: null, login: 'li.na' })
  expect(tidied(wantedOf(person)).teamIds).toEqual(['t1'])
})

it('an audit entry tells what changed, and only that', () => {
  const entry = { id: '1', at: 0, actor: 'a', action: 'b', subject: 'c' }
  expect(changesOf({ ...entry, before: { name: 'x', roles: ['admin'], same: 1 }, after: { name: 'x', roles: ['admin', 'quality'], same: 1, disabled: false } })).toEqual([
    { field: 'disabled', before: null, after: 'false' },
    { field: 'roles', before: 'admin', after: 'admin, quality' },
  ])
  expect(changesOf({ ...entry, before: null, after: null })).toEqual([])
})

it('an open promise is over or has time left, what ended has lasted', () => {
  const alert = { state: 'firing', dueAt: 60_000, sinceAt: 0, endedAt: null } as DeskAlert
  expect(standing(alert, 30_000)).toEqual({ meaning: 'left', seconds: 30 })
  expect(standing(alert, 90_000)).toEqual({ meaning: 'overdue', seconds: 30 })
  expect(standing({ ...alert, dueAt: null, state: 'acknowledged' }, 5_000)).toEqual({ meaning: 'since', seconds: 5 })
  expect(standing({ ...alert, state: 'resolved', endedAt: 8_000 }, 90_000)).toEqual({ meaning: 'lasted', seconds: 8 })
})

it('an agent without another role goes to the own page', () => {
  const me = (roles: Role[]) => ({ name: 'amy', roles, teamIds: [], agentId: 'a1', csrfToken: null })
  expect(nextPage(undefined, me(['agent']))).toBe('/me')
  expect(nextPage(undefined, me(['agent', 'supervisor']))).toBe('/console')
  expect(nextPage('/console/alerts', me(['agent']))).toBe('/console/alerts')
})
