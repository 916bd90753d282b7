import { mkdirSync, statSync } from 'node:fs'
import { chromium, expect, type Page } from '@playwright/test'
import { callPlace, keepTraffic, keyOf, product, signIn } from '../e2e/product.ts'
import startProduct from '../e2e/start-product.ts'
import { ensureChromium } from './ensure-chromium.ts'
import { chromiumArgs } from './find-chromium.ts'
import { holdRealCall, launchCallBrowser, type RealCall } from './real-calls.ts'
import { runScript } from './run-script.ts'

/**
 * `npm run screenshots`: the pages of the README and the documents, taken of the real product with real and simulated
 * calls in it, when enough has happened to be worth looking at.
 */
const folder = new URL('../docs/images/', import.meta.url).pathname
const say = (line: string) => process.stdout.write(`${line}\n`)
/** The stories begin here, so that a relay, an office and a silent app are in trouble within two minutes. */
const startSecond = 80
const sizes = { '': { width: 1440, height: 900 }, '-small': { width: 390, height: 844 } }

await runScript(async () => {
  const executablePath = ensureChromium(say)
  const stopProduct = await startProduct()
  const callers = await launchCallBrowser(executablePath)
  const viewer = await chromium.launch({ executablePath, args: chromiumArgs })
  const traffic = keepTraffic(
    product().demo.customers.flatMap(({ apps }) => apps.map(({ slug }) => slug)),
    startSecond,
  )
  try {
    say('Calls begin; the pictures are taken when something has gone wrong in them …')
    const call = await hold(callers, 'visit', 'video-visits', ['Nora', 'Theo'])
    await hold(callers, 'class', 'virtual-classroom', ['Mia', 'Noah'])
    await takeAll(() => viewer.newPage({ reducedMotion: 'reduce' }), call)
  } finally {
    await callers.close()
    await viewer.close()
    await traffic.stop()
    await stopProduct()
  }
})

function hold(
  ...[browser, room, slug, people]: [Parameters<typeof holdRealCall>[0], string, string, [string, string]]
) {
  const plan = {
    room,
    key: keyOf(slug, 'realKey'),
    people,
    impair: { afterS: 0, forS: 0, everyS: 1 },
    lengthS: 600,
  }
  return holdRealCall(browser, plan, callPlace(product()))
}

async function takeAll(newPage: () => Promise<Page>, call: RealCall) {
  mkdirSync(folder, { recursive: true })
  const { webUrl } = product()
  const stranger = await newPage()
  await stranger.goto(`${webUrl}/sign-in`)
  await take(stranger, 'sign-in')

  const staff = await newPage()
  await signIn(staff, 'manager')
  const attention = staff.getByRole('region', { name: 'Needs attention' })
  const patient = expect.configure({ timeout: 240_000 })
  // Enough minutes for a verdict about an app, a good stretch of the call before its bad one, and a silent app.
  await patient(staff.getByRole('region', { name: 'Acme Telehealth' })).toContainText(/Good · \d/)
  await patient(attention.getByRole('link', { name: /Dispatch/ }).first()).toContainText('No data')
  await call.impairment?.set(true)
  const impaired = attention.getByRole('link', { name: /Room visit/ })
  await patient(impaired).toContainText(/Poor|Bad/)
  await patient.poll(() => attention.getByRole('link').count()).toBeGreaterThan(4)
  await take(staff, 'live')

  await impaired.click()
  await patient(staff.getByRole('region', { name: /hears/ }).first()).toContainText('What to do:')
  await take(staff, 'session')
  await staff.goto(`${webUrl}/sessions`)
  await patient(staff.getByText(/Room visit/).first()).toBeVisible()
  await take(staff, 'sessions')

  await staff.goto(`${webUrl}/alerts`)
  const fired = staff.getByRole('link', { name: /people in \d+ calls/ }).first()
  await patient(fired).toBeVisible()
  await fired.click()
  await patient(staff.getByText('of the customer’s people')).toBeVisible()
  await take(staff, 'alerts')
  await staff.goto(`${webUrl}/settings/rules/new`)
  await staff.getByText('A figure is too high or too low').click()
  await patient(staff.getByText(/in the last 7 days/)).toBeVisible()
  await take(staff, 'rule')

  const customer = await newPage()
  await signIn(customer, 'brightside')
  await patient(customer.getByRole('main')).toContainText('Virtual Classroom')
  await take(customer, 'status')
}

async function take(page: Page, name: string) {
  for (const [suffix, size] of Object.entries(sizes)) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
      await page.evaluate(() => document.fonts.ready.then(() => new Promise(requestAnimationFrame)))
      const path = `${folder}${name}-${colorScheme}${suffix}.png`
      await page.screenshot({ path, animations: 'disabled' })
      say(`${name}-${colorScheme}${suffix}.png  ${Math.round(statSync(path).size / 1024)} kB`)
    }
  }
}
