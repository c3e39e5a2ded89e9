import { describe, expect, it } from 'vitest'
import { parseSite } from '@/api/site'
import siteJson from '@/fixtures/site.json'
import { channelName, inLanguage } from './siteNames'

const site = parseSite({
  ...siteJson, name: '客服中心', nameEn: 'Service centre',
  queues: [{ queueId: 'billing', name: '账单', nameEn: 'Billing' }, { queueId: 'vip', name: '贵宾', nameEn: null }],
  channels: [{ code: 'voice', name: '热线', nameEn: null, inUse: true }],
})

describe('names in the language of the screen', () => {
  it('are the English ones where there are any, else the Chinese', () => {
    const english = inLanguage(site, true)
    expect(english.name).toBe('Service centre')
    expect(english.queues.map((q) => q.name)).toEqual(['Billing', '贵宾'])
    expect(inLanguage(site, false)).toBe(site)
  })

  it('of a channel are the site\'s, or the usual word', () => {
    expect(channelName(site, 'voice', false)).toBe('热线')
    expect(channelName(site, 'voice', true)).toBeNull()
    expect(channelName(site, 'chat', false)).toBeNull()
  })
})
