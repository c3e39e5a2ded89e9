// @vitest-environment jsdom
import { flushPromises, mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { defineComponent } from 'vue'
import { HttpError, type Page } from '@/api/http'
import { makeI18n } from '@/i18n'
import { useDeskWords } from '@/i18n/useDeskWords'
import { usePages } from './usePages'

/** A list whose answers the test gives when it wants. */
function list() {
  const open: { after: string | null; answer: (page: Page<string>) => void; fail: (e: unknown) => void }[] = []
  let pages!: ReturnType<typeof usePages<string>>
  const read = (after: string | null) => new Promise<Page<string>>((answer, fail) => open.push({ after, answer, fail }))
  mount(defineComponent({ setup: () => (useDeskWords(), (pages = usePages(read)), () => null) }), { global: { plugins: [makeI18n('en')] } })
  return { open, pages }
}

it('further pages come behind the first, and reading anew begins again', async () => {
  const { open, pages } = list()
  void pages.reload()
  open[0]?.answer({ items: ['a'], next: '1' })
  await flushPromises()
  void pages.more()
  expect(open[1]?.after).toBe('1')
  open[1]?.answer({ items: ['b'], next: null })
  await flushPromises()
  expect([pages.items.value, pages.next.value, pages.isDeep.value]).toEqual([['a', 'b'], null, true])
  void pages.reload()
  open[2]?.answer({ items: ['c'], next: null })
  await flushPromises()
  expect([pages.items.value, pages.isDeep.value]).toEqual([['c'], false])
})

it('an answer to an earlier question does not overwrite that to a later one', async () => {
  const { open, pages } = list()
  void pages.reload()
  void pages.reload()
  open[1]?.answer({ items: ['new'], next: null })
  open[0]?.answer({ items: ['old'], next: null })
  await flushPromises()
  expect(pages.items.value).toEqual(['new'])
})

it('what could not be read is told, and what was read before stays', async () => {
  const { open, pages } = list()
  void pages.reload()
  open[0]?.answer({ items: ['a'], next: null })
  await flushPromises()
  void pages.reload()
  open[1]?.fail(new HttpError(503, ''))
  await flushPromises()
  expect([pages.items.value, pages.failure.value]).toEqual([['a'], 'The server cannot do this right now. Try again in a moment.'])
})
