import { describe, expect, it } from 'vitest'
import { contactAddress } from './contactLink'

const LINKS = [
  { source: '/connectors/desk', template: 'https://desk.example.com/contact/{contactId}' },
  { source: '*', template: 'https://find.example.com/?from={source}&id={contactId}#top' },
]

describe('the address of a contact', () => {
  it('is made by the template of its source, or by the one for all others', () => {
    expect(contactAddress(LINKS, '/connectors/desk', 'call-17')).toBe('https://desk.example.com/contact/call-17')
    expect(contactAddress(LINKS, '/connectors/pbx', '17')).toBe('https://find.example.com/?from=pbx&id=17#top')
    expect(contactAddress(LINKS.slice(0, 1), '/connectors/pbx', '17')).toBeNull()
  })

  it('is not changed by what an id holds', () => {
    expect(contactAddress(LINKS, '/connectors/desk', "a/b?c#d 会{source}$&'")).toBe('https://desk.example.com/contact/a%2Fb%3Fc%23d%20%E4%BC%9A%7Bsource%7D%24%26%27')
    expect(contactAddress(LINKS, '/connectors/desk', '..')).toBeNull()
    expect(contactAddress([{ source: '*', template: 'javascript:{contactId}' }], 'x', '1')).toBeNull()
  })
})
