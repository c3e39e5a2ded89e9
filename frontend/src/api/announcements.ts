/** Announcements for those who make them; screens get those that are shown by the socket. */
import type { AnnouncementWanted, ListedAnnouncement } from '@/domain/announcement'
import { array, fields, instant, text } from '@/domain/read'
import { page, type Page, type Schemas } from './http'
import type { Session } from './session'

/** The newest first, ended ones included. */
export async function fetchAnnouncements(session: Session, before: string | null): Promise<Page<ListedAnnouncement>> {
  return page(await session.get('/api/announcements', before === null ? undefined : new URLSearchParams({ before })), 'announcements', listed)
}

export async function announce(session: Session, wanted: AnnouncementWanted): Promise<void> {
  const { textZh, textEn, fromAt, untilAt, ...rest } = wanted
  await session.post('/api/announcements', {
    ...rest,
    ...(textZh.trim() ? { textZh: textZh.trim() } : {}),
    ...(textEn.trim() ? { textEn: textEn.trim() } : {}),
    ...(fromAt === null ? {} : { fromAt: new Date(fromAt).toISOString() }),
    ...(untilAt === null ? {} : { untilAt: new Date(untilAt).toISOString() }),
  } satisfies Schemas['NewAnnouncementJson'])
}

export async function endAnnouncement(session: Session, id: string): Promise<void> {
  await session.delete('/api/announcements/{id}', id)
}

function listed(v: unknown): ListedAnnouncement[] {
  const o = fields<Schemas['AnnouncementJson']>(v)
  const announcementId = text(o.announcementId)
  if (announcementId === null) return []
  return [{
    announcementId, severity: o.severity === 'important' ? 'important' : 'info', textZh: text(o.textZh), textEn: text(o.textEn), toWalls: o.toWalls === true, toAgents: o.toAgents === true,
    teamIds: array(o.teamIds).filter((t): t is string => typeof t === 'string'), fromAt: instant(o.fromAt), untilAt: instant(o.untilAt),
    createdBy: text(o.createdBy) ?? '', endedBy: text(o.endedBy), mayEnd: o.mayEnd === true,
  }]
}
