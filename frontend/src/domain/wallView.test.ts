import { describe, expect, it } from 'vitest'
import { queryOfView, viewOf } from './wallQuery'

describe('what a wall shows, as its address', () => {
  it('names window, queues, teams, pages and language, and never anything else', () => {
    expect(viewOf({ window: 'today', queues: 'billing,售后', token: 'qtd_secret', x: '1' }, 'zh')).toBe('/wall?window=today&queues=billing%2C%E5%94%AE%E5%90%8E&lang=zh')
    expect(viewOf({}, 'en')).toBe('/wall?lang=en')
  })

  it('is the path alone where there is more than can be said', () => {
    expect(viewOf({ queues: 'q,'.repeat(400) }, 'zh')).toBe('/wall')
  })

  it('is read back as the same query', () => {
    expect(queryOfView(viewOf({ window: '5m', pages: 'a,b;c' }, 'zh'))).toEqual({ window: '5m', pages: 'a,b;c', lang: 'zh' })
    expect(queryOfView(viewOf({ chime: '1', dim: '1' }, 'zh'))).toEqual({ chime: '1', dim: '1', lang: 'zh' })
    expect(queryOfView('/wall')).toEqual({})
  })

  it('leads to no other page and no other site', () => {
    for (const view of ['/console', '/wall/x', '//evil.example/wall', 'https://evil.example/wall', '/wall#token=x', '/wallet?x=1']) expect(queryOfView(view)).toBeNull()
  })
})
