/** Where a contact is found in the system that it came from. */

/** One template a source; `*` stands for every source without one of its own. */
export interface ContactLink { source: string; template: string }

/** Half a character is none; the server writes it as a question mark. */
const HALVES = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** As encodeURIComponent does it, and the marks that it leaves: the same address as the server makes. */
const encoded = (text: string): string => encodeURIComponent(text.replace(HALVES, '?')).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** The address of a contact; null where its source has no template, or the id would be read as a step within the path. */
export function contactAddress(links: readonly ContactLink[], source: string, contactId: string): string | null {
  if (/^\.{0,2}$/.test(contactId)) return null
  const template = (links.find((l) => l.source === source) ?? links.find((l) => l.source === '*'))?.template
  if (!template?.startsWith('https://')) return null
  const connector = source.replace(/^\/connectors\//, '')
  return template.replaceAll('{source}', () => encoded(connector)).replaceAll('{contactId}', () => encoded(contactId))
}
