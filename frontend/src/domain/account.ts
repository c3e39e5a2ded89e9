/** People, and who is logged in. Instants are epoch milliseconds. */

export const ROLES = ['admin', 'supervisor', 'quality', 'agent'] as const
export type Role = (typeof ROLES)[number]

export interface Me {
  /** The login. */
  name: string
  roles: Role[]
  /** Teams that a supervisor leads. */
  teamIds: string[]
  /** The agent that the person is; null: none. */
  agentId: string | null
  csrfToken: string | null
}

export interface PersonFound {
  id: string
  login: string
  name: string
  language: string
  roles: Role[]
  teamIds: string[]
  agentId: string | null
  /** Until the person has chosen a password. */
  isInvited: boolean
  lastLogInAt: number | null
  /** Since when the person may not log in; null: may. */
  disabledAt: number | null
}

/** What an administrator says about a person. */
export interface PersonWanted {
  login: string
  name: string
  language: string
  roles: Role[]
  teamIds: string[]
  agentId: string | null
  disabled: boolean
}

/** A link that lets somebody choose a password, shown once. */
export interface Invited { login: string; name: string; link: string; expiresAt: number | null }

export type LinkPurpose = 'setUp' | 'invitation' | 'reset'
export interface LinkFound { purpose: LinkPurpose; login: string | null }

export const isRole = (v: unknown): v is Role => ROLES.includes(v as Role)

export const has = (me: Me | null, roles: readonly Role[]): boolean => roles.some((role) => me?.roles.includes(role))

export type PersonState = 'active' | 'invited' | 'disabled'
export const personState = (p: PersonFound): PersonState => (p.disabledAt !== null ? 'disabled' : p.isInvited ? 'invited' : 'active')

/** A person as said before, to be changed. */
export function wantedOf(p: PersonFound | null): PersonWanted {
  return p
    ? { login: p.login, name: p.name, language: p.language, roles: [...p.roles], teamIds: [...p.teamIds], agentId: p.agentId, disabled: p.disabledAt !== null }
    : { login: '', name: '', language: 'zh', roles: [], teamIds: [], agentId: null, disabled: false }
}

/** As it is sent: only supervisors lead teams, and an empty agent is none. */
export const tidied = (wanted: PersonWanted): PersonWanted => ({
  ...wanted,
  login: wanted.login.trim(),
  name: wanted.name.trim(),
  teamIds: wanted.roles.includes('supervisor') ? wanted.teamIds : [],
  agentId: wanted.agentId?.trim() ? wanted.agentId.trim() : null,
})

/** Whether the own page is all that there is for somebody. */
export const isAgentOnly = (me: Me | null): boolean => me !== null && me.roles.length > 0 && me.roles.every((role) => role === 'agent')

/** Where to go after the log-in: a page that was asked for, never another site; else an agent to the own page, others to the console. */
export const nextPage = (asked: unknown, me: Me | null): string => (typeof asked === 'string' && /^\/(?:console|me)(?:[/?#]|$)/.test(asked) ? asked : isAgentOnly(me) ? '/me' : '/console')

/** The token of a link that lets somebody choose a password: what stands after # in its address. */
export const linkOf = (hash: string): string | null => new URLSearchParams(hash.replace(/^#/, '')).get('link') || null
