/** The pages of the console, where they stand in its navigation, and for whom they are: routes and navigation are made of this list. */
import type { Role } from '@/domain/account'

/** Groups of the navigation, in its order. */
export const GROUPS = ['floor', 'figures', 'promises', 'messages', 'site', 'access'] as const
export type Group = (typeof GROUPS)[number]

export interface Place {
  /** Below /console; its first part is the key of its words: console.{name} is the title, home.{name} a line about it. */
  path: string
  page: keyof typeof import('./pages')
  /** Null: it is opened from another page, such as one queue from the list of all. */
  group: Group | null
  roles: readonly Role[]
}

const ADMIN: readonly Role[] = ['admin']
export const OVERSEERS: readonly Role[] = ['admin', 'supervisor', 'quality']

export const PLACES: readonly Place[] = [
  { path: 'queues', page: 'QueuesPage', group: 'floor', roles: OVERSEERS },
  { path: 'queues/:id', page: 'QueuePage', group: null, roles: OVERSEERS },
  { path: 'agents', page: 'AgentsPage', group: 'floor', roles: OVERSEERS },
  { path: 'agents/:id', page: 'AgentPage', group: null, roles: OVERSEERS },
  { path: 'at-risk', page: 'AtRiskPage', group: 'floor', roles: OVERSEERS },
  { path: 'alerts', page: 'AlertsPage', group: 'floor', roles: OVERSEERS },
  { path: 'reports', page: 'ReportsPage', group: 'figures', roles: OVERSEERS },
  { path: 'staffing', page: 'StaffingPage', group: 'figures', roles: OVERSEERS },
  { path: 'stars', page: 'StarsPage', group: 'figures', roles: OVERSEERS },
  { path: 'metrics', page: 'MetricsPage', group: 'figures', roles: OVERSEERS },
  { path: 'appeals', page: 'AppealsPage', group: 'figures', roles: OVERSEERS },
  { path: 'announcements', page: 'AnnouncementsPage', group: 'messages', roles: ['admin', 'supervisor'] },
  { path: 'policies', page: 'PoliciesPage', group: 'promises', roles: OVERSEERS },
  { path: 'calendars', page: 'CalendarsPage', group: 'promises', roles: OVERSEERS },
  { path: 'rules', page: 'RulesPage', group: 'promises', roles: OVERSEERS },
  { path: 'silences', page: 'SilencesPage', group: 'messages', roles: OVERSEERS },
  { path: 'routes', page: 'RoutesPage', group: 'messages', roles: ADMIN },
  { path: 'roster', page: 'RosterPage', group: 'messages', roles: ADMIN },
  { path: 'channels', page: 'ChannelsPage', group: 'messages', roles: ADMIN },
  { path: 'site', page: 'SitePage', group: 'site', roles: ADMIN },
  { path: 'queuesetup', page: 'QueueSetUpPage', group: 'site', roles: ADMIN },
  { path: 'teams', page: 'TeamsPage', group: 'site', roles: ADMIN },
  { path: 'agentsetup', page: 'AgentSetUpPage', group: 'site', roles: ADMIN },
  { path: 'displays', page: 'DisplaysPage', group: 'site', roles: ADMIN },
  { path: 'people', page: 'PeoplePage', group: 'access', roles: ADMIN },
  { path: 'sources', page: 'SourcesPage', group: 'access', roles: ADMIN },
  { path: 'data-quality', page: 'DataQualityPage', group: 'access', roles: ADMIN },
  { path: 'audit', page: 'AuditPage', group: 'access', roles: ADMIN },
]

export const nameOf = (place: Place): string => place.path.split('/')[0] ?? ''

/** What somebody may open, group by group; groups without a page are left out. */
export const grouped = (roles: readonly Role[]): { group: Group; places: Place[] }[] =>
  GROUPS.map((group) => ({ group, places: PLACES.filter((p) => p.group === group && p.roles.some((r) => roles.includes(r))) })).filter((g) => g.places.length > 0)
