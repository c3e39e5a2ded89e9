// @vitest-environment jsdom
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { HttpError } from '@/api/http'
import { session } from '@/api/session'
import { makeI18n } from '@/i18n'
import { useLogInWords } from '@/i18n/useLogInWords'
import ChooseForm from './ChooseForm.vue'
import LogInForm from './LogInForm.vue'

const problem = (slug: string, pointer: string | null = null) => ({ type: `/problems/${slug}`, title: '', detail: 'from the server', pointer })
/** A page of people around the form, which brings the words along. */
const within = (form: () => ReturnType<typeof h>, language: 'zh' | 'en' = 'en') =>
  mount(defineComponent({ setup: () => (useLogInWords(), form) }), { global: { plugins: [makeI18n(language)] } })

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('a wrong password is told without saying which of both is wrong, and is not left in its field', async () => {
  vi.spyOn(session, 'logIn').mockRejectedValue(new HttpError(401, '', problem('log-in-refused')))
  const form = within(() => h(LogInForm), 'zh')
  await form.get('input[type=password]').setValue('wrong')
  await form.get('form').trigger('submit')
  await flushPromises()
  expect(form.get('[role=alert]').text()).toBe('登录名或密码不正确，请检查。')
  expect((form.get('input[type=password]').element as HTMLInputElement).value).toBe('')
})

it('who guessed too often waits, sees for how long, and can then try again', async () => {
  const logIn = vi.spyOn(session, 'logIn').mockRejectedValue(new HttpError(429, '', problem('log-in-locked'), 40))
  const form = within(() => h(LogInForm))
  await form.get('form').trigger('submit')
  await flushPromises()
  const button = () => form.get('button[type=submit]')
  expect([button().text(), button().attributes('disabled')]).toEqual(['Log in (0:40)', ''])
  expect(form.get('[role=alert]').text()).toContain('40 seconds')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(button().text()).toBe('Log in (0:30)')
  await form.get('form').trigger('submit')
  expect(logIn).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(30_000)
  expect([button().text(), button().attributes('disabled')]).toEqual(['Log in', undefined])
})

it('a server that is away for a moment keeps nobody waiting', async () => {
  vi.spyOn(session, 'logIn').mockRejectedValue(new HttpError(503, '', problem('unavailable'), 2))
  const form = within(() => h(LogInForm))
  await form.get('form').trigger('submit')
  await flushPromises()
  expect(form.get('button[type=submit]').attributes('disabled')).toBeUndefined()
  expect(form.get('[role=alert]').text()).toContain('right now')
})

it('a fault is told at its field, by name and for screen readers', async () => {
  vi.spyOn(session, 'choosePassword').mockRejectedValue(new HttpError(400, '', problem('invalid-value', '/password')))
  const form = within(() => h(ChooseForm, { link: 'qtl_x', found: { purpose: 'setUp', login: null } }))
  await form.get('form').trigger('submit')
  await flushPromises()
  const input = form.get('input[name=new-password]')
  expect(input.attributes('aria-invalid')).toBe('true')
  expect(form.get(`[id='${input.attributes('aria-describedby')}']`).text()).toContain('At least 10 characters')
})

it('an invited person chooses a password only; the first administrator says who that is', async () => {
  const choose = vi.spyOn(session, 'choosePassword').mockResolvedValue(null)
  const invited = within(() => h(ChooseForm, { link: 'qtl_x', found: { purpose: 'invitation', login: 'li.na' } }))
  await invited.get('input[name=new-password]').setValue('correct horse battery')
  await invited.get('form').trigger('submit')
  await flushPromises()
  expect(choose).toHaveBeenLastCalledWith({ link: 'qtl_x', password: 'correct horse battery' })
  expect((invited.get('input[name=username]').element as HTMLInputElement).readOnly).toBe(true)

  const first = within(() => h(ChooseForm, { link: 'qtl_y', found: { purpose: 'setUp', login: null } }))
  await first.get('input[name=name]').setValue('老板')
  await first.get('input[name=username]').setValue('boss')
  await first.get('input[name=new-password]').setValue('correct horse battery')
  await first.get('form').trigger('submit')
  await flushPromises()
  expect(choose).toHaveBeenLastCalledWith({ link: 'qtl_y', password: 'correct horse battery', login: 'boss', name: '老板', language: 'en' })
})
