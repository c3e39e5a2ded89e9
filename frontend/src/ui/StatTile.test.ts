// @vitest-environment jsdom
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import PageDots from './PageDots.vue'
import StatTile from './StatTile.vue'

const props = { label: '排队量', value: '–', tone: 'bad' as const, stateWord: '超限', goal: '目标 ≤ 20', change: '较上周 –', spark: null }

it('a tile tells its state by a word and a shape, not by colour alone', () => {
  const tile = mount(StatTile, { props: { ...props, note: 'N 0', mark: 'VIP 2' } })
  expect(tile.get('.state').text()).toBe('超限')
  expect(tile.find('.state svg.bad').exists()).toBe(true)
  expect(tile.text()).toContain('N 0')
  expect(tile.text()).toContain('VIP 2')
})

it('a tile without a series draws no line', () => {
  expect(mount(StatTile, { props }).find('svg.spark').exists()).toBe(false)
})

it('one page needs no dots, and many are told in figures', () => {
  expect(mount(PageDots, { props: { page: 0, pages: 1, label: '' } }).find('.dots').exists()).toBe(false)
  expect(mount(PageDots, { props: { page: 2, pages: 13, label: '' } }).text()).toBe('3 / 13')
})
