import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import deskEn from './desk.en.json'
import deskZh from './desk.zh.json'
import en from './en.json'
import explainEn from './explain.en.json'
import explainZh from './explain.zh.json'
import logInEn from './logIn.en.json'
import logInZh from './logIn.zh.json'
import meEn from './me.en.json'
import meZh from './me.zh.json'
import zh from './zh.json'

const flat = (o: object, prefix = ''): Record<string, string> =>
  Object.assign({}, ...Object.entries(o).map(([k, v]) => (typeof v === 'string' ? { [prefix + k]: v } : flat(v as object, `${prefix}${k}.`))))
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort()
const all = { zh: { ...flat(zh), ...flat(meZh), ...flat(explainZh), ...flat(logInZh), ...flat(deskZh) }, en: { ...flat(en), ...flat(meEn), ...flat(explainEn), ...flat(logInEn), ...flat(deskEn) } }

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? sources(join(folder, e.name)) : /(?<!test)\.(vue|ts)$/.test(e.name) ? [join(folder, e.name)] : []))

describe('messages', () => {
  it('stand in one file only: the wall\'s, or that of the pages for people', () => {
    expect(Object.keys(zh).filter((name) => name in deskZh || name in meZh || name in explainZh || name in logInZh)).toEqual([])
    expect(Object.keys(en).filter((name) => name in deskEn || name in meEn || name in explainEn || name in logInEn)).toEqual([])
  })

  it('exist in both languages under the same keys', () => {
    expect(Object.keys(all.en).sort()).toEqual(Object.keys(all.zh).sort())
    expect(Object.keys(flat(explainEn)).sort()).toEqual(Object.keys(flat(explainZh)).sort())
    expect(Object.keys(flat(meEn)).sort()).toEqual(Object.keys(flat(meZh)).sort())
    expect(Object.keys(flat(logInEn)).sort()).toEqual(Object.keys(flat(logInZh)).sort())
  })

  it('take the same values in both languages', () => {
    for (const key of Object.keys(all.zh)) expect([key, holes(all.en[key] ?? '')]).toEqual([key, holes(all.zh[key] ?? '')])
  })

  it('are not empty', () => {
    expect(Object.entries({ ...all.zh, ...all.en }).filter(([, v]) => !v.trim())).toEqual([])
  })

  it('exist for every key that the screens ask for', () => {
    const asked = sources('src').flatMap((f) => [...readFileSync(f, 'utf8').matchAll(/\bt\('([\w.]+)'/g)].map((m) => m[1] ?? ''))
    expect(asked.length).toBeGreaterThan(50)
    expect(asked.filter((key) => !(key in all.zh))).toEqual([])
  })
})
