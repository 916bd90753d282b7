import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { attention, expect, heartbeat, openWall, sessionNamed, test } from './journey.ts'
import { product, signIn } from './product.ts'

test('sign in, find the worst call, open it and sign out, by keyboard alone', async ({
  page,
  startTraffic,
}) => {
  startTraffic(['advisor-video'], 22)
  await page.goto(`${product().webUrl}/sign-in`)
  await tabTo(page, page.getByLabel('E-mail'))
  await page.keyboard.type('operator@demo.earshot.example')
  await tabTo(page, page.getByLabel('Password', { exact: true }))
  await page.keyboard.type(product().demo.logins[0]?.password ?? '')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/live$/)

  const worst = attention(page)
    .getByRole('link', { name: /Branch 7/ })
    .first()
  await expect(worst).toBeVisible({ timeout: 40_000 })
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused()
  await page.keyboard.press('Enter')
  await tabTo(page, attention(page).getByRole('link').first())
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  const chosen = attention(page).getByRole('link').first()
  await expect(chosen).toBeFocused()
  const name = (await chosen.locator('bdi[title]').first().getAttribute('title')) ?? ''
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

  await tabTo(page, page.getByRole('button', { name: 'Otto Operator: account menu' }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Sign out' }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/sign-in$/)
  expect((await page.request.get(`${product().webUrl}/api/v1/me`)).status()).toBe(401)
})

test('no page needs sideways scrolling on a phone, and none shuts anybody out', async ({
  page,
  startTraffic,
}) => {
  test.setTimeout(180_000)
  startTraffic(['advisor-video', 'triage-line'], 22)
  await page.goto(`${product().webUrl}/sign-in`)
  await page.getByLabel('E-mail').waitFor()
  await checkPage(page, 'sign-in')

  await signIn(page, 'operator')
  await openWall(page)
  await expect(attention(page).getByRole('link').first()).toBeVisible({ timeout: 40_000 })
  await checkPage(page, 'live')
  await page.goto(`${product().webUrl}/sessions`)
  await expect(page.getByRole('link', { name: /Branch 7/ }).first()).toBeVisible()
  await checkPage(page, 'sessions')
  for (const view of ['by', 'joins', 'kpis']) {
    await page.goto(`${product().webUrl}/breakdown?simulated=yes&view=${view}`)
    await expect(page.getByText(/people in \d+ calls/)).toBeVisible()
    await checkPage(page, `breakdown-${view}`)
  }
  const session = await sessionNamed(page, /Branch 7/)
  await page.goto(`${product().webUrl}/sessions/${session?.sessionId}?tab=events`)
  await expect(page.getByRole('region', { name: 'Events' }).getByRole('listitem').first()).toBeAttached()
  await expect(heartbeat(page)).toHaveAttribute('data-heartbeat', 'live')
  await checkPage(page, 'session')

  await page.context().clearCookies()
  await signIn(page, 'acme')
  await expect(page.getByRole('listitem').filter({ hasText: 'Triage Line' })).toBeVisible()
  await checkPage(page, 'status')
})

async function checkPage(page: Page, name: string) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
    const { violations } = await new AxeBuilder({ page }).analyze()
    const found = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`))
    expect.soft(found, `${name}, ${colorScheme}`).toEqual([])
  }
  await page.setViewportSize({ width: 390, height: 844 })
  await expect.soft(page.locator('html'), name).toHaveJSProperty('scrollWidth', 390)
  expect.soft(await tooWide(page), name).toEqual([])
  await page.setViewportSize({ width: 1440, height: 900 })
}

/** What stands out of the page to the right, for the message when something does. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document.documentElement.scrollWidth <= window.innerWidth
      ? []
      : [...document.querySelectorAll('body *')]
          .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
          .slice(0, 8)
          .map((element) => element.outerHTML.slice(0, 160)),
  )
}

/** Presses Tab until the element has the focus; every stop on the way must be visible focus, not a trap. */
async function tabTo(page: Page, target: Locator) {
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}
