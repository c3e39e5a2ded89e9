/**
 * What the server writes for people into histories and deliveries, in Chinese: it writes English sentences, and what was written
 * before stays readable. {n} stands for a number or a name. A sentence that is not here is shown as it was written.
 */
const SENTENCES: Record<string, string> = {
  // Why an alert of a rule ended, or fires again.
  'the figure could not be told any more': '该指标已无数据可判断',
  'the rule does not watch at this hour': '规则在此时段不监控',
  'there is nothing left that the rule watches there': '规则监控的对象已不存在',
  'the figure is still bad: the rule fires again unless it recovers within {n} s': '指标仍未恢复：{n} 秒内未恢复将再次告警',
  'the rule fires again if the next period is bad too': '若下一周期仍未恢复，将再次告警',
  'the rule watches another figure now': '规则已改为监控其他指标',
  'the rule was switched off': '规则已停用',
  'the rule was taken away': '规则已删除',
  'an earlier alert was resolved by hand, and the figure stayed bad': '此前的告警由人工解决，但指标一直未恢复',
  // How a channel answered.
  'the vendor is busy': '对方系统繁忙',
  'too many messages a minute': '每分钟消息过多',
  'too many messages': '消息过多',
  'too many messages ({n})': '消息过多（{n}）',
  'too many requests ({n})': '请求过多（{n}）',
  "the vendor's server failed ({n})": '对方服务器出错（{n}）',
  'the address redirects ({n}), which is not followed': '该地址发生跳转（{n}），不予跟随',
  'the vendor refused the address ({n})': '对方不接受此地址（{n}）',
  'the answer cannot be read': '无法识别对方的答复',
  'the vendor answered {n}': '对方返回错误码 {n}',
  'the message is too long': '消息过长',
  'the content is not allowed': '内容不被允许',
  'the key is not valid: enter what follows key= in the robot\'s address': 'key 无效：请填写机器人地址中 key= 之后的部分',
  "the robot's quota is used up: ask the group's owner": '机器人额度已用完：请联系群主',
  'the token does not exist: paste the robot\'s address again': 'token 不存在：请重新粘贴机器人地址',
  'the token does not exist': 'token 不存在',
  'the token is missing': '缺少 token',
  'the robot was stopped: start it in the group': '机器人已停用：请在群里启用',
  'the robot is gone: add one and enter its token': '机器人已被移除：请重新添加并填写其 token',
  'the group was dissolved': '群已解散',
  'the timestamp is not accepted: check the server\'s clock': '时间戳不被接受：请检查服务器时钟',
  'the signature does not match: check the secret': '签名不符：请检查密钥',
  'the signature does not match: check the secret and the server\'s clock': '签名不符：请检查密钥与服务器时钟',
  "the keyword is not in the message: enter the robot's keyword here": '消息不含关键词：请在此填写机器人的关键词',
  'the keyword is not in the message': '消息不含关键词',
  "this server's address is not on the robot's list: add the address it goes out by": '本服务器地址不在机器人的白名单中：请添加其出口地址',
  "this server's address is not on the robot's list": '本服务器地址不在机器人的白名单中',
  "the robot's security settings refuse the message": '机器人的安全设置拒绝了这条消息',
  'the vendor does not take this message': '对方不接受这条消息',
  'the address or secret is missing': '缺少地址或密钥',
  'the receiver is gone ({n})': '接收方已不存在（{n}）',
  'the receiver was not ready ({n})': '接收方尚未就绪（{n}）',
  'the receiver failed ({n})': '接收方出错（{n}）',
  'the receiver refused ({n})': '接收方拒绝（{n}）',
  'the receiver answered {n}': '接收方返回 {n}',
  'the mail server refused the account': '邮件服务器拒绝了账号',
  'the mail server refused the message': '邮件服务器拒收这封邮件',
  'the mail server does not take it now': '邮件服务器暂时不接收',
  "the host's name is not known": '找不到该主机名',
  "the server's certificate is not accepted: it is of another name, over, or of an unknown authority": '对方证书不被接受：名称不符、已过期或签发机构未知',
  'no connection': '无法连接',
  'no answer in time': '对方未及时答复',
  'the answer broke off': '答复中断',
  'a fault here: {n}': '本系统内部错误：{n}',
  'The address names no host.': '地址中没有主机名。',
  "Only https on port 443 is allowed, but for hosts on the administrator's list.": '仅允许 443 端口的 https，运维放行的主机除外。',
  "The host's address is private. An administrator may list the host.": '该主机是内网地址，须由运维放行。',
  "the key of this channel's secrets is not there: add the earlier key to QINGTING_SECRET_KEY, after a comma, or enter the secrets again": '此渠道密钥的加密密钥不存在：请把先前的密钥加到 QINGTING_SECRET_KEY（逗号分隔），或重新填写密钥',
  // Where the days of a calendar are from.
  'State Council notices on holiday arrangements: {n}. Facts by way of the npm package chinese-days 1.5.7 (MIT).': '国务院办公厅节假日安排通知：{n}。数据取自 npm 包 chinese-days 1.5.7（MIT）。',
}
const CLOCK = /^(.*); server clock (\d+) s (ahead|behind)$/

const known = Object.entries(SENTENCES).map(([english, chinese]) => ({
  like: new RegExp(`^${english.split('{n}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.+)')}$`),
  chinese,
}))

export function inChinese(text: string): string {
  const clock = CLOCK.exec(text)
  if (clock) return `${inChinese(clock[1] ?? '')}；服务器时钟${clock[3] === 'ahead' ? '快' : '慢'} ${clock[2] ?? ''} 秒`
  const exact = SENTENCES[text]
  if (exact !== undefined) return exact
  for (const { like, chinese } of known) {
    const found = like.exec(text)
    if (found) return chinese.replace('{n}', () => found[1] ?? '')
  }
  return text
}
