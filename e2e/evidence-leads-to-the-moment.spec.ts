import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, heartbeat, sessionNamed, test } from './journey.ts'
import { product, signIn } from './product.ts'

const patient = expect.configure({ timeout: 90_000 })

test('a bad call says why, leads to the evidence, and keeps what staff think of it', async ({
  page,
  startTraffic,
}) => {
  test.setTimeout(300_000)
  page.setDefaultTimeout(30_000)
  const begunAt = Date.now()
  startTraffic(['advisor-video'], 22)
  await signIn(page, 'operator')
  await openTroubledCall(page, begunAt)
  const findings = page.getByRole('region', { name: 'Findings' })
  const verdict = page.locator('[data-verdict]')

  await test.step('what, who, since when, whose side and what to do stand on the first screen', async () => {
    await expect(verdict).toBeInViewport({ ratio: 1 })
    await expect(verdict.getByRole('heading')).toContainText(/since \d\d:\d\d/)
    await expect(verdict).toContainText(/confidence/)
    await expect(verdict).toContainText('Whose side:')
    await expect(verdict).toContainText('What to do:')
    await expect(verdict).toContainText(/Rests on the measurements of \d of \d/)
  })

  await test.step('evidence leads to the chart of that participant and to the moment', async () => {
    const piece = findings.locator('[data-evidence]').first()
    await piece.click()
    await expect(page).toHaveURL(/[?&]t=\d+/)
    const figure = page.locator('figure:focus')
    await expect(figure).toBeInViewport()
    await expect(figure.locator('canvas')).toBeVisible()
    const at = Number(new URL(page.url()).searchParams.get('t'))
    expect(Math.abs(at - Date.now())).toBeLessThan(10 * 60_000)
  })

  await test.step('what a member thinks of a finding is there after a reload', async () => {
    const finding = findings
      .locator('[data-finding]')
      .filter({ has: page.getByRole('button', { name: /^Agree:/ }) })
    const findingId = (await finding.first().getAttribute('data-finding')) ?? ''
    // The call goes on: by its id it is found whatever else is found meanwhile, and opened if that has folded it.
    const own = findings.locator(`[data-finding="${findingId}"]`)
    const agree = own.getByRole('button', { name: /^Agree:/ })
    const row = own.locator('[data-finding-row]').first()
    const stored = page.waitForResponse((reply) => reply.url().endsWith('/opinion') && reply.ok())
    await expect(async () => {
      if ((await row.getAttribute('aria-expanded')) === 'false') await row.click()
      await agree.first().click({ timeout: 2_000 })
    }).toPass({ timeout: 25_000 })
    await stored
    await page.goto(`${page.url().split('?')[0]}?f=${findingId}`)
    await expect(agree.first()).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('keys walk the findings, open one and follow its evidence; arrows walk the tabs', async () => {
    await page.locator('body').click({ position: { x: 4, y: 4 } })
    await page.keyboard.press('j')
    const row = findings.locator('[data-finding-row]').first()
    await expect(row).toBeFocused()
    if ((await row.getAttribute('aria-expanded')) === 'false') await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await expect(findings.locator('[data-evidence]').first()).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.locator('figure:focus, [id^="lane-"]:focus')).toBeVisible()
    await page.getByRole('tab', { selected: true }).focus()
    await page.keyboard.press('End')
    await expect(page.getByRole('tab', { name: /^Notes/ })).toBeFocused()
    await expect(page).toHaveURL(/[?&]tab=notes/)
  })

  await test.step('a note is stored and shown as text, whatever it holds', async () => {
    await page.getByLabel('Write a note').fill('Called **them**. <img src=x onerror=alert(1)>')
    await page.getByRole('button', { name: 'Add note' }).click()
    const note = page.getByRole('listitem').filter({ hasText: 'Called them.' })
    await expect(note.locator('strong')).toHaveText('them')
    await expect(note.locator('img')).toHaveCount(0)
  })

  await test.step('no tab shuts anybody out, in light and in dark', async () => {
    for (const tab of ['overview', 'events', 'network', 'devices', 'tracks', 'raw', 'notes']) {
      await page.goto(`${page.url().split('?')[0]}?tab=${tab}`)
      await expect(page.getByRole('tabpanel')).toBeVisible()
      await expect(heartbeat(page)).toHaveAttribute('data-heartbeat', 'live')
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
        expect.soft(await barriers(page), `${tab}, ${colorScheme}`).toEqual([])
      }
    }
  })
})

/** A call of the branch with bad Wi-Fi, once something was found in it; one of this journey, not the last of another. */
async function openTroubledCall(page: Page, begunAt: number) {
  const ours = () => sessionNamed(page, /Branch 7/, begunAt)
  await patient.poll(async () => (await ours())?.sessionId).toBeTruthy()
  const session = await ours()
  await page.goto(`${product().webUrl}/sessions/${session?.sessionId}`)
  await patient(page.locator('[data-verdict="major"], [data-verdict="crit"]')).toBeVisible()
  await patient(
    page.getByRole('region', { name: 'Findings' }).locator('[data-evidence]').first(),
  ).toBeVisible()
}

async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`))
}
