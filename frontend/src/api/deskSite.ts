/** GET /api/site for whoever is logged in: what walls are told, the words for segments, and where contacts are found in their source systems. */
import type { ContactLink } from '@/domain/contactLink'
import type { Site } from '@/domain/model'
import { array, fields, text } from '@/domain/read'
import type { Schemas } from './http'
import type { Session } from './session'
import { parseSite } from './site'

export interface DeskSite extends Site {
  contactLinks: ContactLink[]
  /** What the site calls its segments; null: the usual word. */
  segments: { segment: string; name: string | null; nameEn: string | null }[]
}

export async function readSite(session: Session): Promise<DeskSite> {
  const json = await session.get('/api/site')
  const o = fields<Schemas['SiteJson']>(json)
  return { ...parseSite(json), contactLinks: contactLinks(o.contactLinks), segments: array(o.segments).flatMap(segment) }
}

function segment(v: unknown): DeskSite['segments'] {
  const o = fields<Schemas['WordJson']>(v)
  const code = text(o.code)
  return code === null ? [] : [{ segment: code, name: text(o.name), nameEn: text(o.nameEn) }]
}

export const contactLinks = (v: unknown): ContactLink[] =>
  array(v).flatMap((item) => {
    const o = fields<Schemas['ContactLinkJson']>(item)
    const source = text(o.source)
    const template = text(o.template)
    return source === null || template === null ? [] : [{ source, template }]
  })
