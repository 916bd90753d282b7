import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator, Page } from '@playwright/test'
import { expect, test } from './journey.ts'
import { customerOf, product, signIn } from './product.ts'

type Ruled = { ruleId: string; alertId: string }
type Opened = { incidentId: string; reference: string; version: number }

test('from an alert to an incident by one key; it is moved, written on and resolved, and its timeline tells all', async ({
  browser,
  page,
  startTraffic,
}) => {
  test.setTimeout(240_000)
  startTraffic(['advisor-video'], 22)
  const manager = await signedIn(browser, 'manager')
  const { ruleId, alertId } = await fire(manager, 'Journey: people are in calls, as an incident')
  await signIn(page, 'operator')
  await page.goto(`${product().webUrl}/alerts/${alertId}`)
  await expect(page.getByRole('article').locator('header')).toContainText('Open')

  await test.step('i asks what to call it; Enter opens it with the alert attached', async () => {
    await expect(page.getByText(/^Live · /)).toBeVisible() // keys act only on what is not stale
    await page.keyboard.press('i')
    const dialog = page.getByRole('dialog', { name: 'Open an incident' })
    await expect(dialog.getByLabel('Title for staff')).toBeFocused()
    await expect(dialog.getByLabel('Title for staff')).not.toHaveValue('')
    await dialog.getByLabel('Title for staff').fill('Journey: people cannot hear each other')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/incidents\/[A-Z0-9-]+-\d+$/)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Journey: people cannot hear each other')
    await expect(page).toHaveTitle(/-\d+ Journey: people cannot hear each other · Earshot$/)
    await expect(page.locator(`a[href="/alerts/${alertId}"]`).first()).toBeVisible()
  })

  const reference = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '')

  await test.step('the alert says where it belongs', async () => {
    await manager.goto(`${product().webUrl}/alerts/${alertId}`)
    await expect(manager.getByRole('article').getByRole('link', { name: reference })).toBeVisible()
  })

  await test.step('somebody takes the lead, and an update is promised', async () => {
    await page.getByRole('button', { name: 'Take it: Lead' }).click()
    await expect(page.getByRole('combobox', { name: 'Lead', exact: true })).toHaveValue(/.+/)
    await page
      .getByRole('button', { name: /Promise an update|^Change$/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'in 30 min' }).click()
    await expect(page.getByText(/update due in (30|29)\s*min/)).toBeVisible()
  })

  await test.step('a step is taken at once, taken back, and taken again', async () => {
    await step(page, 'Identified').click()
    await expect(here(page)).toHaveText('Identified')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(here(page)).toHaveText('Investigating')
    await step(page, 'Identified').click()
    await expect(here(page)).toHaveText('Identified')
  })

  await test.step('a second person reads it as it is now', async () => {
    await manager.goto(`${product().webUrl}/incidents/${encodeURIComponent(reference)}`)
    await expect(here(manager)).toHaveText('Identified')
  })

  await test.step('n writes a note, which the other reads in the timeline', async () => {
    await page.keyboard.press('n')
    await expect(page.getByLabel('Write a note', { exact: true })).toBeFocused()
    await page.keyboard.type('Relay **drained**')
    await page.keyboard.press('Control+Enter')
    await expect(timeline(manager).locator('strong', { hasText: 'drained' })).toBeVisible({ timeout: 15_000 })
    await page.getByRole('heading', { level: 1 }).click()
  })

  await test.step('e asks for the cause, and resolves it', async () => {
    await page.keyboard.press('e')
    const dialog = page.getByRole('dialog', { name: 'Resolved' })
    await dialog.getByRole('combobox', { name: 'Cause' }).selectOption('server')
    await dialog.getByLabel(/What it was/).fill('The relay ran out of memory')
    await dialog.getByRole('button', { name: 'Move to Resolved' }).click()
    await expect(here(page)).toHaveText('Resolved')
    await expect(here(manager)).toHaveText('Resolved', { timeout: 15_000 })
    await expect(page.getByRole('region', { name: 'Cause' })).toContainText('The relay ran out of memory')
  })

  await test.step('the one timeline tells it, and a line that matters is starred', async () => {
    await expect(timeline(page)).toContainText('Identified')
    await expect(timeline(page)).toContainText('Resolved')
    const line = timeline(page).locator('[data-line]').first()
    await line.getByRole('button', { name: /^Star:/ }).click()
    await page.getByRole('button', { name: /★ Starred 1/ }).click()
    await expect(timeline(page).locator('[data-line]')).toHaveCount(1)
  })

  await test.step('it stands among those to learn from, and can be printed in one zone', async () => {
    await page.goto(`${product().webUrl}/incidents?view=learning`)
    await expect(rowOf(page, reference)).toBeVisible()
    await page.goto(`${product().webUrl}/incidents/${encodeURIComponent(reference)}/print?zone=UTC`)
    await expect(page.getByText(/All times in UTC/)).toBeVisible()
    await expect(page.getByRole('navigation')).toHaveCount(0)
  })
  await manager.request.delete(`${product().webUrl}/api/v1/rules/${ruleId}`, own())
  await manager.context().close()
})

test('when two people change an incident, the slower one is told by whom, and keeps what was typed', async ({
  browser,
  page,
}) => {
  const manager = await signedIn(browser, 'manager')
  const { incidentId, reference } = await openByHand(manager, 'Journey: two people at once')
  await signIn(page, 'operator')
  await page.goto(`${product().webUrl}/incidents/${encodeURIComponent(reference)}`)
  await page.getByRole('button', { name: 'Change the title' }).click()
  await page.getByLabel('Title for staff').fill('What the operator calls it')
  // The second person is faster, and the first one's screen does not know it yet.
  await page.route('**/api/v1/incidents/**', async (route) => {
    if (route.request().method() === 'PATCH') {
      const now = await read(manager, reference)
      if (now.title === 'Journey: two people at once')
        await change(manager, incidentId, { version: now.version, title: 'What the manager calls it' })
    }
    await route.continue()
  })
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'changed it meanwhile' })).toBeVisible()
  await expect(page.getByLabel('Title for staff')).toHaveValue('What the operator calls it')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What the operator calls it')
  await manager.context().close()
})

test('an incident on a phone: one column, the next step at the thumb, nobody shut out', async ({
  browser,
}) => {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await signIn(page, 'manager')
  const { reference } = await openByHand(page, 'Journey: on a phone')
  await page.goto(`${product().webUrl}/incidents`)
  await expect(rowOf(page, reference)).toBeVisible()
  await checkPage(page, 'incidents')
  await rowOf(page, reference).tap()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Journey: on a phone')
  await checkPage(page, 'incident')
  const next = page.getByRole('button', { name: 'Identified', exact: true }).last()
  expect((await next.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(44)
  await next.tap()
  await expect(here(page)).toHaveText('Identified')
  await page.getByRole('button', { name: 'More', exact: true }).tap()
  await expect(page.getByRole('link', { name: 'Settings' })).toBeVisible()
  await context.close()
})

const timeline = (page: Page): Locator => page.getByRole('list', { name: /^Timeline, / })
const road = (page: Page): Locator => page.getByRole('list', { name: 'Where it stands' })
const here = (page: Page): Locator => road(page).locator('[aria-current="step"]')
const step = (page: Page, name: string): Locator => road(page).getByRole('button', { name })
const rowOf = (page: Page, reference: string): Locator => page.locator(`[data-incident-row="${reference}"]`)
const own = () => ({ headers: { origin: product().webUrl } })

async function signedIn(browser: Browser, who: string): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  const page = await context.newPage()
  await signIn(page, who)
  return page
}

async function openByHand(page: Page, title: string): Promise<Opened> {
  const made = await page.request.post(`${product().webUrl}/api/v1/incidents`, {
    ...own(),
    data: { customerId: customerOf('cobalt').id, title },
  })
  expect(made.status(), await made.text()).toBeLessThan(300)
  return (await made.json()) as Opened
}

async function read(page: Page, reference: string): Promise<{ version: number; title: string }> {
  const reply = await page.request.get(
    `${product().webUrl}/api/v1/incidents/${encodeURIComponent(reference)}`,
  )
  return ((await reply.json()) as { incident: { version: number; title: string } }).incident
}

async function change(page: Page, incidentId: string, data: object) {
  const reply = await page.request.patch(`${product().webUrl}/api/v1/incidents/${incidentId}`, {
    ...own(),
    data,
  })
  expect(reply.status(), await reply.text()).toBeLessThan(300)
}

/** A rule that holds as long as anybody is in a call of Advisor Video, and the alert that it raises. */
async function fire(page: Page, name: string): Promise<Ruled> {
  const cobalt = customerOf('cobalt')
  const app = cobalt.apps.find(({ slug }) => slug === 'advisor-video')
  const condition = {
    kind: 'threshold',
    metric: 'participants',
    windowMs: 60_000,
    op: 'above',
    fireAt: 0,
    clearAt: 0,
  }
  const spec = { condition, scope: { appIds: [app?.id] }, advice: 'Nothing: this is a rehearsal.' }
  const made = await page.request.post(`${product().webUrl}/api/v1/rules`, {
    ...own(),
    data: { customerId: cobalt.id, name, severity: 'major', spec },
  })
  expect(made.status(), await made.text()).toBeLessThan(300)
  const { ruleId } = (await made.json()) as { ruleId: string }
  let alertId = ''
  await expect(async () => {
    const reply = await page.request.get(`${product().webUrl}/api/v1/alerts?rule=${ruleId}`)
    const { alerts } = (await reply.json()) as { alerts: { alertId: string }[] }
    expect(alerts.length).toBeGreaterThan(0)
    alertId = alerts[0]?.alertId ?? ''
  }).toPass({ timeout: 90_000 })
  return { ruleId, alertId }
}

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
  await expect.soft(page.locator('html'), name).toHaveJSProperty('scrollWidth', 360)
}
