import type { Page } from '@playwright/test'
import { expect, openWall, sessionNamed, test } from './journey.ts'
import { product, signIn } from './product.ts'

test('people whose telemetry stops are unknown, then gone, and never good', async ({
  page,
  startTraffic,
}) => {
  test.setTimeout(180_000)
  const traffic = startTraffic(['dispatch-voice'])
  await signIn(page, 'manager')
  await expect.poll(async () => (await sessionNamed(page, /^Dispatch 1$/))?.band).toBe('good')
  const session = await sessionNamed(page, /^Dispatch 1$/)
  const wall = await page.context().newPage()
  await openWall(wall, 'dunmore')
  const tile = wall.getByRole('region', { name: 'Dunmore Logistics' }).getByRole('listitem')
  await expect(tile).toContainText('3 calls · 12 people')

  await page.goto(`${product().webUrl}/sessions/${session?.sessionId}`)
  const lanes = page.getByRole('region', { name: 'Participants' })
  const people = lanes.getByTitle('Show only this participant')
  await expect(people).toHaveCount(4)
  await expect(lanes.getByText('Good', { exact: true }).first()).toBeVisible()

  traffic.fallSilent()
  await expect(lanes.getByText('No data · no telemetry')).toHaveCount(4, { timeout: 40_000 })
  const verdict = page.locator('[data-verdict="unk"]')
  await expect(verdict.getByRole('heading')).toContainText(
    /No measurements arrive from any of the 4 participants since \d\d:\d\d/,
  )
  await expect(verdict).toContainText('Rests on the measurements of 0 of 4 participants')
  await expect(wall.getByRole('link', { name: /Dispatch 1/ })).toContainText('No data')
  await expect(wall.getByRole('link', { name: /Dispatch 1/ })).toContainText(/No telemetry.*4 of 4 affected/)
  await expect(
    wall.getByText('Good now, of people heard from').locator('xpath=following-sibling::dd[1]'),
  ).toContainText('–')
  await watchFor(page, 'main header, [aria-labelledby="lanes-title"] button + span')
  await watchFor(wall, '[data-customer], [data-attention-row], main dl li')

  await expect(lanes.getByText('left (lost)')).toHaveCount(4, { timeout: 90_000 })
  await expect(tile).toContainText(/No data since \d\d:\d\d/)
  await expect(tile).toContainText('No data')
  await expect(
    wall.getByRole('region', { name: 'Customers' }).or(wall.getByRole('region', { name: 'Apps' })),
  ).not.toContainText('Good')
  expect(await sightings(page)).toEqual([])
  expect(await sightings(wall)).toEqual([])
})

type Watched = Window & { sightings?: string[] }

/** Writes down whatever says "Good", other than of nobody, from here on, however short it stands there. */
async function watchFor(page: Page, selector: string) {
  await page.evaluate((places) => {
    const sightings: string[] = []
    Object.assign(window, { sightings })
    const look = () => {
      for (const { textContent } of document.querySelectorAll(places))
        if (/Good(?!0$)/.test(textContent)) sightings.push(textContent)
    }
    look()
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
  }, selector)
}

function sightings(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as Watched).sightings ?? ['the page was loaded anew'])
}
