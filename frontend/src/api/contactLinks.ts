/** The templates by which contacts are found in their source systems. */
import type { ContactLink } from '@/domain/contactLink'
import { array, fields, text } from '@/domain/read'
import type { Schemas } from './http'
import type { Session } from './session'

export async function fetchContactLinks(session: Session): Promise<ContactLink[]> {
  return contactLinks(fields<Schemas['SiteJson']>(await session.get('/api/site')).contactLinks)
}

export const contactLinks = (v: unknown): ContactLink[] =>
  array(v).flatMap((item) => {
    const o = fields<Schemas['ContactLinkJson']>(item)
    const source = text(o.source)
    const template = text(o.template)
    return source === null || template === null ? [] : [{ source, template }]
  })
