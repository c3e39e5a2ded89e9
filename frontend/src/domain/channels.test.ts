import { describe, expect, it } from 'vitest'
import { addresses, channelWanted, formOf, type Channel } from './channels'

const robot: Channel = {
  channelId: '7', name: '客服一群', kind: 'dingtalk', language: 'zh', markdown: true, host: null, keyword: '告警', mailTo: [], callAll: false, perMinute: 18, backupId: '9', enabled: true,
  secretTail: 'a1b2', state: 'works', holdUntilAt: null, fault: null, lastOkAt: null, lastError: null,
}

describe('a channel as it is sent', () => {
  it('leaves secrets out that were not entered anew', () => {
    const wanted = channelWanted(formOf(robot, 'zh'), false)
    expect(wanted).toEqual({ name: '客服一群', language: 'zh', backupId: '9', enabled: true, perMinute: 18, markdown: true, callAll: false, keyword: '告警', host: '' })
  })

  it('takes a pasted address as it is, and its host from there', () => {
    const wanted = channelWanted({ ...formOf(null, 'zh'), name: ' 群 ', token: ' https://oapi.dingtalk.com/robot/send?access_token=abc ', secret: 'SEC1' }, true)
    expect(wanted).toMatchObject({ name: '群', kind: 'dingtalk', token: 'https://oapi.dingtalk.com/robot/send?access_token=abc', secret: 'SEC1' })
    expect(wanted).not.toHaveProperty('host')
    expect(wanted).not.toHaveProperty('perMinute')
  })

  it('sends what its kind has, and nothing of another', () => {
    const mail = channelWanted({ ...formOf(null, 'zh'), kind: 'email', name: '邮件', token: 'x', mailTo: 'a@example.com, b@example.com\nc@example.com' }, true)
    expect(mail).toEqual({ name: '邮件', language: 'zh', backupId: '0', enabled: true, kind: 'email', mailTo: ['a@example.com', 'b@example.com', 'c@example.com'] })
  })

  it('reads addresses with Chinese commas too', () => {
    expect(addresses('a@b.cn，c@d.cn；\n')).toEqual(['a@b.cn', 'c@d.cn'])
  })
})
