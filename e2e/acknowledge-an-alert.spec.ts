import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator, Page } from '@playwright/test'
import { confirmUrl } from '#lib/notifications/mail-acknowledge/confirm-url.server.ts'
import { expect, test } from './journey.ts'
import { customerOf, product, signIn } from './product.ts'

type Ruled = { ruleId: string; alertId: string }

test('two people take the same alert, and both end in what is true; its whole life can be read', async ({
  browser,
  page,
  startTraffic,
}) => {
  test.setTimeout(240_000)
  startTraffic(['advisor-video'], 22)
  const manager = await signedIn(browser, 'manager')
  const { ruleId, alertId } = await fire(manager, 'Journey: people are in calls')
  await signIn(page, 'operator')

  await test.step('the rail of every page counts it, and the tab shows it', async () => {
    await page.goto(`${product().webUrl}/sessions`)
    await expect(page.locator('[data-waiting]')).toBeVisible({ timeout: 30_000 })
    await expect(page).toHaveTitle(/^\(\d+\) \S+ Sessions/)
  })

  for (const one of [page, manager]) await openAlert(one, alertId)

  await test.step('both acknowledge it at the same moment, each with a note', async () => {
    await askToAcknowledge(page, 'I look at the relay')
    await askToAcknowledge(manager, 'I call the customer')
    await Promise.all([page, manager].map((one) => one.keyboard.press('Enter')))
    for (const one of [page, manager]) await expect(head(one)).toContainText('Acknowledged')
    const owner = await ownerOf(page, alertId)
    for (const one of [page, manager]) await expect(head(one)).toContainText(owner)
    for (const one of [page, manager])
      for (const note of ['I look at the relay', 'I call the customer'])
        await expect(story(one)).toContainText(note)
    await expect(story(page)).toContainText('acknowledged it too')
  })

  await test.step('what one writes, the other reads', async () => {
    await page.getByLabel('Write a note', { exact: true }).fill('Relay **drained**')
    await page.getByRole('button', { name: 'Add note' }).click()
    await expect(story(manager).locator('strong', { hasText: 'drained' })).toBeVisible()
  })

  await test.step('it is snoozed until a moment that is named with its zone', async () => {
    await page.getByRole('button', { name: 'Snooze', exact: true }).click()
    await page.getByRole('button', { name: /15 minutes/ }).click()
    await expect(head(page)).toContainText(/Snoozed until \d{2}:\d{2} \S+/)
    await expect(story(manager)).toContainText(/snoozed it until/)
  })

  await test.step('it is resolved with a reason, and the timeline tells everything', async () => {
    await manager.getByRole('button', { name: 'Resolve', exact: true }).click()
    await manager.getByLabel(/What it was/).fill('Relay restarted')
    await manager.keyboard.press('Enter')
    await expect(head(page)).toContainText('Resolved')
    for (const said of [
      /raised it/,
      /acknowledged it/,
      /drained/,
      /snoozed it/,
      /resolved it/,
      /Relay restarted/,
    ])
      await expect(story(page)).toContainText(said)
  })

  await test.step('it stands among the resolved ones', async () => {
    await page.goto(`${product().webUrl}/alerts?view=resolved&rule=${ruleId}`)
    await expect(rowOf(page, alertId)).toBeVisible()
  })
  await manager.request.delete(`${product().webUrl}/api/v1/rules/${ruleId}`, own())
  await manager.context().close()
})

test('on a phone: from the alert over its diagnosis to acknowledged with a note in four taps', async ({
  browser,
  startTraffic,
}) => {
  test.setTimeout(240_000)
  startTraffic(['advisor-video'], 22)
  const manager = await signedIn(browser, 'manager')
  const { ruleId, alertId } = await fire(manager, 'Journey: people are in calls, on a phone')
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await signIn(page, 'operator')
  await page.goto(`${product().webUrl}/alerts?rule=${ruleId}`)

  await rowOf(page, alertId).tap()
  await expect(head(page)).toContainText('What to do')
  const acknowledge = page.getByRole('button', { name: 'Acknowledge', exact: true })
  await tall(acknowledge)
  await checkPage(page, 'alert')
  await acknowledge.tap()
  await page.getByLabel(/Note/).fill('On it')
  const confirm = page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' })
  await tall(confirm)
  await confirm.tap()
  await expect(head(page)).toContainText('Acknowledged')
  await expect(story(page)).toContainText('On it')

  await page.getByRole('link', { name: 'All alerts' }).tap()
  await expect(rowOf(page, alertId)).toBeVisible()
  await checkPage(page, 'alerts')
  await manager.request.delete(`${product().webUrl}/api/v1/rules/${ruleId}`, own())
  await context.close()
  await manager.context().close()
})

test('the link of a mail asks first; only its button acknowledges, without a sign-in', async ({
  browser,
  startTraffic,
}) => {
  test.setTimeout(240_000)
  startTraffic(['advisor-video'], 22)
  const operator = await signedIn(browser, 'operator')
  const manager = await signedIn(browser, 'manager')
  const { ruleId, alertId } = await fire(manager, 'Journey: people are in calls, by mail')
  const me = (await (await operator.request.get(`${product().webUrl}/api/v1/me`)).json()) as { id: string }
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(confirmUrl({ memberId: me.id, alertId }, new Date()))
  const button = page.getByRole('button', { name: 'Acknowledge as Otto Operator' })
  await tall(button)
  await operator.goto(`${product().webUrl}/alerts/${alertId}`)
  await expect(head(operator)).toContainText('Open')
  await button.click()
  await expect(page.getByRole('status')).toContainText('Acknowledged by Otto Operator')
  await expect(head(operator)).toContainText('Acknowledged')
  await page.goto(`${product().webUrl}/a/not-a.token`)
  await expect(page.getByRole('button')).toHaveCount(0)
  await manager.request.delete(`${product().webUrl}/api/v1/rules/${ruleId}`, own())
  for (const one of [context, operator.context(), manager.context()]) await one.close()
})

const head = (page: Page): Locator => page.getByRole('article').locator('header')
const story = (page: Page): Locator => page.getByRole('list', { name: 'Timeline, newest first' })
const rowOf = (page: Page, alertId: string): Locator => page.locator(`[data-alert-row="${alertId}"]`)
const own = () => ({ headers: { origin: product().webUrl } })

async function signedIn(browser: Browser, who: string): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  const page = await context.newPage()
  await signIn(page, who)
  return page
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
  const advice = 'Nothing: this is a rehearsal.'
  const spec = { condition, scope: { appIds: [app?.id] }, advice }
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

async function openAlert(page: Page, alertId: string) {
  await page.goto(`${product().webUrl}/alerts/${alertId}`)
  await expect(head(page)).toContainText('Open')
}

async function askToAcknowledge(page: Page, note: string) {
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click()
  await page.getByLabel(/Note/).fill(note)
}

async function ownerOf(page: Page, alertId: string): Promise<string> {
  const reply = await page.request.get(`${product().webUrl}/api/v1/alerts/${alertId}`)
  const { alert } = (await reply.json()) as { alert: { acknowledgedBy: { name: string } | null } }
  return alert.acknowledgedBy?.name ?? 'nobody'
}

/** A thumb needs 44 pixels. */
async function tall(target: Locator) {
  expect((await target.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(44)
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
