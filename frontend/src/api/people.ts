/** The accounts, for administrators. */
import { isRole, type Invited, type PersonFound, type PersonWanted } from '@/domain/account'
import { array, fields, instant, object, text } from '@/domain/read'
import { page, type Page, type Schemas } from './http'
import type { Session } from './session'

export async function fetchPeople(session: Session, after: string | null): Promise<Page<PersonFound>> {
  return page(await session.get('/api/people', after === null ? undefined : new URLSearchParams({ after })), 'people', person)
}

export async function invite(session: Session, wanted: PersonWanted): Promise<Invited> {
  return invited(await session.post('/api/people', sent(wanted)))
}

export async function changePerson(session: Session, id: string, wanted: PersonWanted): Promise<void> {
  await session.put('/api/people/{id}', sent(wanted), id)
}

export async function newLink(session: Session, id: string): Promise<Invited> {
  return invited(await session.post('/api/people/{id}/link', undefined, id))
}

const sent = (wanted: PersonWanted): Schemas['PersonJson'] => ({ ...wanted, agentId: wanted.agentId ?? undefined })

function invited(json: unknown): Invited {
  const o = object(json)
  const p = object(o['person'])
  return { login: text(p['login']) ?? '', name: text(p['name']) ?? '', link: text(o['link']) ?? '', expiresAt: instant(o['expiresAt']) }
}

function person(v: unknown): PersonFound[] {
  const o = fields<Schemas['PersonFoundJson']>(v)
  const id = text(o.id)
  const login = text(o.login)
  if (id === null || login === null) return []
  return [{
    id,
    login,
    name: text(o.name) ?? login,
    language: text(o.language) ?? 'zh',
    roles: array(o.roles).filter(isRole),
    teamIds: array(o.teamIds).filter((t): t is string => typeof t === 'string'),
    agentId: text(o.agentId),
    isInvited: o.isInvited === true,
    lastLogInAt: instant(o.lastLogInAt),
    disabledAt: instant(o.disabledAt),
  }]
}
