/** A site's names in the language of the screen. */
import type { Site, SiteFrame } from './model'

/** In English the English names, where there are any. */
export function inLanguage<S extends Site>(site: S, english: boolean): S {
  if (!english) return site
  const named = <T extends { name: string; nameEn: string | null }>(x: T): T => ({ ...x, name: x.nameEn ?? x.name })
  return { ...site, name: site.nameEn ?? site.name, queues: site.queues.map(named), teams: site.teams.map(named) }
}

/** A frame's lines by the site's names, where it has any: frames are the same in every language. */
export function withNames(frame: SiteFrame | null, site: Site | null): SiteFrame | null {
  if (!frame || !site) return frame
  const queues = new Map(site.queues.map((q) => [q.queueId, q.name]))
  const teams = new Map(site.teams.map((x) => [x.teamId, x.name]))
  return {
    ...frame,
    queues: frame.queues.map((q) => ({ ...q, name: queues.get(q.queueId) ?? q.name })),
    teams: frame.teams.map((x) => ({ ...x, name: teams.get(x.teamId) ?? x.name })),
  }
}

/** What the site calls a channel; null: the usual word. */
export const channelName = (site: Site, channel: string, english: boolean): string | null => wordOf(site.channels.find((c) => c.channel === channel), english)

/** The site's word for something; null: the usual one. */
export const wordOf = (word: { name: string | null; nameEn: string | null } | undefined, english: boolean): string | null => (english ? word?.nameEn : word?.name) ?? null
