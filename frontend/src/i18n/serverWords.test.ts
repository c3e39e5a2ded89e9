import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inChinese } from './serverWords'

const SERVER = '../src/main/java/io/qingting'
const sourcesOf = (folder: string) => readdirSync(join(SERVER, folder)).map((file) => readFileSync(join(SERVER, folder, file), 'utf8').replace(/"\s*\+\s*"/g, ''))

/** The first words of a sentence that goes on with a number are enough: a number is put after them. */
const whole = (literal: string, goesOn: boolean) => (goesOn ? `${literal}7${literal.endsWith('(') ? ')' : ''}` : literal)
const literals = (source: string, before: RegExp): string[] =>
  [...source.matchAll(new RegExp(`${before.source}\\s*"([^"]+)"(\\s*\\+)?`, 'g'))].map((m) => whole(m[1] ?? '', m[2] !== undefined))

describe('what the server writes for people', () => {
  it('is said in Chinese, with its numbers', () => {
    expect(inChinese('the vendor answered 40035')).toBe('对方返回错误码 40035')
    expect(inChinese('the figure is still bad: the rule fires again unless it recovers within 300 s')).toBe('指标仍未恢复：300 秒内未恢复将再次告警')
    expect(inChinese('the signature does not match: check the secret; server clock 95 s behind')).toBe('签名不符：请检查密钥；服务器时钟慢 95 秒')
  })

  it('stays as it is where a person wrote it', () => {
    expect(inChinese('客户已回电')).toBe('客户已回电')
    expect(inChinese('called back at 10:00')).toBe('called back at 10:00')
  })

  it('is known, whatever a channel answers', () => {
    const told = sourcesOf('alert/channel').flatMap((s) => [...literals(s, /DeliveryResult\.\w+\(/), ...literals(s, /\bfault\(/)])
    expect(told.length).toBeGreaterThan(30)
    // A redirect's number stands in the middle of its sentence.
    expect(told.filter((text) => !text.startsWith('the address redirects') && inChinese(text) === text)).toEqual([])
    expect(inChinese('the address redirects (302), which is not followed')).toContain('302')
  })

  it('is known, whatever ends an alert of a rule', () => {
    const told = sourcesOf('rule/app').flatMap((s) => [...literals(s, /\bended\(/), ...literals(s, /\bnote\(rule, place,/), ...literals(s, /end\(tx, before, actor,/)])
    expect(told.length).toBeGreaterThanOrEqual(5)
    expect(told.filter((text) => !text.startsWith('the figure is still bad') && inChinese(text) === text)).toEqual([])
  })

  it('is known, wherever the holidays are from', () => {
    const source = /^# source: (.*)$/m.exec(readFileSync('../src/main/resources/calendars/cn.csv', 'utf8'))?.[1] ?? ''
    expect(inChinese(source)).toMatch(/^国务院办公厅节假日安排通知：2024 https/)
  })
})
