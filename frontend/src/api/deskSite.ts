/** GET /api/site for whoever is logged in: what walls are told, and where contacts are found in their source systems. */
import type { ContactLink } from '@/domain/contactLink'
import type { Site } from '@/domain/model'
import { array, fields, text } from '@/domain/read'
import type { Schemas } from './http'
import type { Session } from './session'
import { parseSite } from './site'

export interface DeskSite extends Site { contactLinks: ContactLink[] }

export async function readSite(session: Session): Promise<DeskSite> {
  const json = await session.get('/api/site')
  return { ...parseSite(json), contactLinks: contactLinks(fields<Schemas['SiteJson']>(json).contactLinks) }
}

export const contactLinks = (v: unknown): ContactLink[] =>
  array(v).flatMap((item) => {
    const o = fields<Schemas['ContactLinkJson']>(item)
    const source = text(o.source)
    const template = text(o.template)
    return source === null || template === null ? [] : [{ source, template }]
  })
