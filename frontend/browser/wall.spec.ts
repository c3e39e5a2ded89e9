import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'

const HD = { width: 1920, height: 1080 }

interface Screen { token: string; lang?: 'zh' | 'en'; query?: string; size?: { width: number; height: number } }

/** Opens a wall and waits for its first figures; fails on any message of the browser's console about an error. */
async function open(page: Page, screen: Screen): Promise<string[]> {
  const complaints: string[] = []
  page.on('console', (m) => m.type() === 'error' && complaints.push(m.text()))
  page.on('pageerror', (e) => complaints.push(String(e)))
  await page.setViewportSize(screen.size ?? HD)
  await page.goto(`/wall?lang=${screen.lang ?? 'zh'}${screen.query ? `&${screen.query}` : ''}#token=${screen.token}`)
  return complaints
}

const ready = (page: Page) => expect(page.locator('.tile')).toHaveCount(6)
const settled = async (page: Page) => {
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(1300)
}
/** Boxes that hide a part of what they hold. */
const overfull = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.panel .body, .panel .body > *, .matrix, .chips, .tile, .sources, table')].filter((e) => e.scrollHeight > e.clientHeight + 2 && e.clientHeight > 0).map((e) => `${e.className} ${e.scrollHeight} > ${e.clientHeight}`),
  )
/** Rows of alerts whose parts lie on one another. */
const overlaps = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.panel li.critical, .panel li.warning')]
      .filter((row) => {
        const boxes = [...row.children].filter((e) => !e.matches('.unseen')).map((e) => e.getBoundingClientRect())
        return boxes.some((a, i) => boxes.slice(i + 1).some((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1))
      })
      .map((row) => row.textContent),
  )
const picture = (page: Page, name: string, fullPage = false) => page.screenshot({ path: `test-results/pictures/${name}.png`, fullPage })

/** Text that its box cuts off: nothing on the wall may be, but names, which end in an ellipsis. */
const cutTexts = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.wall *')]
      .filter((e) => e.childElementCount === 0 && e.textContent?.trim() && !e.closest('.unseen, svg') && getComputedStyle(e).textOverflow !== 'ellipsis')
      .filter((e) => {
        const box = e.getBoundingClientRect()
        const panel = e.closest('.panel, .tile, .sources, .head')?.getBoundingClientRect()
        return e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 ? true : panel ? box.right > panel.right + 1 || box.bottom > panel.bottom + 1 || box.left < panel.left - 1 : false
      })
      .map((e) => `${e.className}: ${e.textContent}`),
  )

const walls: [string, Screen][] = [
  ['floor-8-zh', { token: 'floor-8-60-plain' }],
  ['floor-8-en', { token: 'floor-8-60-plain', lang: 'en' }],
  ['supervisors-30-zh', { token: 'supervisors-30-200-plain' }],
  ['supervisors-30-en', { token: 'supervisors-30-200-plain', lang: 'en' }],
  ['supervisors-small-en', { token: 'supervisors-5-24-plain', lang: 'en' }],
  ['floor-100-zh', { token: 'floor-100-500-plain' }],
  ['floor-8-4k-zh', { token: 'floor-8-60-plain', size: { width: 3840, height: 2160 } }],
  ['supervisors-30-4k-en', { token: 'supervisors-30-200-plain', lang: 'en', size: { width: 3840, height: 2160 } }],
  ['automatic-en', { token: 'floor-8-60-automatic', lang: 'en' }],
  ['closed-zh', { token: 'floor-8-60-closed' }],
  ['empty-en', { token: 'floor-8-60-empty', lang: 'en' }],
  ['filtered-en', { token: 'floor-8-60-plain', lang: 'en', query: 'queues=q1,q2,q5&teams=t1' }],
  ['small-zh', { token: 'supervisors-2-9-plain' }],
  ['filtered-zh', { token: 'floor-8-60-plain', query: 'queues=q1,q2,q5' }],
  ['replay-zh', { token: 'floor-8-60-replay' }],
  ['golden-monday-zh', { token: 'supervisors-monday-0-golden' }],
  ['golden-outage-en', { token: 'floor-outage-0-golden', lang: 'en' }],
  ['catching-up-en', { token: 'floor-8-60-catchingUp', lang: 'en' }],
]

for (const [name, screen] of walls)
  test(`the wall ${name} shows all its figures, cuts no text and has no accessibility finding`, async ({ page }) => {
    const complaints = await open(page, screen)
    await ready(page)
    await settled(page)
    await picture(page, name)
    expect(await cutTexts(page)).toEqual([])
    expect(await overfull(page)).toEqual([])
    expect(await overlaps(page)).toEqual([])
    expect((await new AxeBuilder({ page }).analyze()).violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual([])
    expect(complaints).toEqual([])
  })

for (const lang of ['zh', 'en'] as const)
  test(`on a phone the wall is one readable column (${lang})`, async ({ page }) => {
    await open(page, { token: 'floor-8-60-plain', lang, size: { width: 390, height: 844 } })
    await ready(page)
    await settled(page)
    await picture(page, `narrow-${lang}`, true)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await overlaps(page)).toEqual([])
    expect((await new AxeBuilder({ page }).analyze()).violations.map((v) => v.id)).toEqual([])
  })

test('data that stops turns amber, then grey under a red banner', async ({ page }) => {
  await open(page, { token: 'floor-8-60-silent' })
  await ready(page)
  await expect(page.locator('.wall.late')).toBeVisible({ timeout: 12_000 })
  await expect(page.locator('.wall.stale')).toBeVisible({ timeout: 15_000 })
  await expect(page.locator('.banner.bad')).toContainText('数据已停止更新')
})

test('a broken line is told at once, with the attempts counted', async ({ page }) => {
  await open(page, { token: 'supervisors-8-60-dropped' })
  await ready(page)
  await expect(page.locator('.banner.bad')).toContainText('正在重连', { timeout: 10_000 })
  await settled(page)
  await picture(page, 'stale-zh')
  expect((await new AxeBuilder({ page }).analyze()).violations.map((v) => v.id)).toEqual([])
})

test('a withdrawn token ends in a clear message and no reconnect', async ({ page }) => {
  await open(page, { token: 'floor-8-60-revoked', lang: 'en' })
  await ready(page)
  await expect(page.getByRole('heading', { name: "This display's access was withdrawn" })).toBeVisible({ timeout: 10_000 })
  await picture(page, 'withdrawn-en')
  expect((await new AxeBuilder({ page }).analyze()).violations.map((v) => v.id)).toEqual([])
})

test('a refused token and a missing one say what to do', async ({ page }) => {
  await open(page, { token: 'floor-8-60-refused' })
  await expect(page.getByRole('heading', { name: '本屏的访问权限已被撤销' })).toBeVisible()
  await page.goto('/')
  await page.evaluate(() => sessionStorage.clear())
  await page.goto('/wall')
  await expect(page.getByRole('heading', { name: '链接缺少显示令牌' })).toBeVisible()
  await picture(page, 'missing-zh')
})

test('the language button changes the language and keeps the token in the link', async ({ page }) => {
  await open(page, { token: 'floor-8-60-plain' })
  await ready(page)
  await page.getByRole('button', { name: '切换到英文' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Customer Service Live')
  expect(page.url()).toContain('lang=en')
  expect(page.url()).toContain('#token=floor-8-60-plain')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB')
})
