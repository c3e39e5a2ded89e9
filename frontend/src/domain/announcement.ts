/** Announcements as screens show them. Instants are epoch milliseconds. */
export const ANNOUNCED = ['important', 'info'] as const
export type Announced = (typeof ANNOUNCED)[number]

export interface Announcement {
  announcementId: string
  severity: Announced
  textZh: string | null
  textEn: string | null
  toWalls: boolean
  toAgents: boolean
  fromAt: number | null
  untilAt: number | null
}

/** As the console lists it. */
export interface ListedAnnouncement extends Announcement { teamIds: string[]; createdBy: string; endedBy: string | null; mayEnd: boolean }

export interface AnnouncementWanted { severity: Announced; textZh: string; textEn: string; toWalls: boolean; toAgents: boolean; teamIds: string[]; fromAt: number | null; untilAt: number | null }

/** In the reader's language where there is such a text, else in the other. */
export const textOf = (a: Announcement, language: 'zh' | 'en'): string => (language === 'en' ? (a.textEn ?? a.textZh) : (a.textZh ?? a.textEn)) ?? ''

export type Standing = 'coming' | 'shown' | 'over'
export const standingOf = (a: Announcement, now: number): Standing => (a.untilAt !== null && now >= a.untilAt ? 'over' : a.fromAt !== null && now < a.fromAt ? 'coming' : 'shown')
