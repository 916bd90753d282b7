import type { Page } from '@playwright/test'
import { expect, heartbeat, openWall, test } from './journey.ts'
import { product, signIn } from './product.ts'

test('the engine dies and comes back without a lie on the screen', async ({ page, startTraffic }) => {
  startTraffic(['support-chat', 'advisor-video'], 22)
  await signIn(page, 'operator')
  await openWall(page, 'cobalt')
  const calls = page
    .getByRole('term')
    .filter({ hasText: 'Calls now' })
    .locator('xpath=following-sibling::dd[1]')
  await expect(calls).toHaveText('24')
  const troubled = page.getByRole('link', { name: /Branch 7/ })
  await expect(troubled.first()).toBeVisible({ timeout: 40_000 })
  await expect.poll(async () => (await knownCalls(page)).length).toBe(24)
  const before = await knownCalls(page)
  await recordScreen(page)

  await fetch(`${product().controlUrl}/hold-engine-down`)
  await expect(heartbeat(page)).toHaveAttribute('data-heartbeat', 'offline')
  await expect(heartbeat(page)).toContainText(/Offline · showing \d\d:\d\d:\d\d /)
  await expect(page.getByText(/Not connected\. Showing \d\d:\d\d:\d\d /)).toBeVisible()
  const frozen = await page.getByText(/^Stale: as of/).textContent()
  await expect(calls).toHaveText('24')
  await expect(
    page.getByRole('button', { name: 'Retry now' }).or(page.getByText('Trying now …')),
  ).toBeVisible()
  expect(await page.getByText(/^Stale: as of/).textContent()).toBe(frozen)
  await expect(page.locator('.stale')).toBeVisible()

  await fetch(`${product().controlUrl}/let-engine-live`)
  await expect(heartbeat(page)).toHaveAttribute('data-heartbeat', 'live', { timeout: 60_000 })
  await expect(page.locator('.stale')).toHaveCount(0)
  await expect(calls).toHaveText('24')
  expect(await knownCalls(page)).toEqual(before)
  await expect(page.getByText('Not connected.')).toHaveCount(0)

  const screens = await recordedScreens(page)
  expect(screens.length, 'the page was not loaded anew').toBeGreaterThan(1)
  const withoutLife = screens.filter(({ state }) => state === 'offline' || state === 'stale')
  expect(withoutLife.length).toBeGreaterThan(0)
  expect(withoutLife.filter(({ drained }) => !drained)).toEqual([])
  expect(withoutLife.filter(({ asOf }) => !asOf.startsWith('Stale: as of'))).toEqual([])
  expect(new Set(screens.map((screen) => screen.calls)), 'no number in between').toEqual(new Set(['24']))
})

async function knownCalls(page: Page): Promise<string[]> {
  const reply = await page.request.get(`${product().webUrl}/api/v1/sessions?state=live`)
  const { sessions } = (await reply.json()) as { sessions: { sessionId: string; customerName: string }[] }
  return sessions
    .filter(({ customerName }) => customerName === 'Cobalt Bank')
    .map(({ sessionId }) => sessionId)
    .toSorted()
}

type Screen = { state: string; asOf: string; calls: string; drained: boolean }

/** Writes down everything the wall shows from here on, each time it changes. Lost when the page is loaded anew. */
async function recordScreen(page: Page) {
  await page.evaluate(() => {
    const screens: Screen[] = []
    Object.assign(window, { screens })
    const read = () => {
      const strip = [...document.querySelectorAll('dt')].find((term) => term.textContent === 'Calls now')
      screens.push({
        state: document.querySelector('[data-heartbeat]')?.getAttribute('data-heartbeat') ?? '',
        asOf: document.querySelector('main header p')?.textContent ?? '',
        calls: strip?.nextElementSibling?.textContent ?? '',
        drained: document.querySelector('main .stale .drains') !== null,
      })
    }
    read()
    new MutationObserver(read).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    })
  })
}

function recordedScreens(page: Page): Promise<Screen[]> {
  return page.evaluate(() => (window as unknown as { screens?: Screen[] }).screens ?? [])
}
