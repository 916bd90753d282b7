import { type Browser, test as base, expect, type Locator, type Page } from '@playwright/test'
import { findChromium } from '../scripts/find-chromium.ts'
import { holdRealCall, launchCallBrowser, type RealCall } from '../scripts/real-calls.ts'
import { callPlace, customerOf, keepTraffic, keyOf, product, type RunningTraffic } from './product.ts'

/** Everything a journey starts for itself; it ends with the journey. */
type Cast = {
  /** simulated people of some apps, through the real ingest; `startSecond`: where their stories begin */
  startTraffic: (slugs: string[], startSecond?: number) => RunningTraffic
  /** a real call between two pages of the example customer */
  startCall: (room: string, people: [string, string]) => Promise<RealCall>
}

export const test = base.extend<Cast>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
  startTraffic: async ({}, use) => {
    const running: RunningTraffic[] = []
    await use((slugs, startSecond) => {
      const traffic = keepTraffic(slugs, startSecond)
      running.push(traffic)
      return traffic
    })
    for (const traffic of running) await traffic.stop()
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
  startCall: async ({}, use) => {
    const browsers: Browser[] = []
    await use(async (room, people) => {
      const browser = await launchCallBrowser(findChromium() ?? '')
      browsers.push(browser)
      const plan = { room, people, key: keyOf('video-visits', 'realKey'), lengthS: 600 }
      return holdRealCall(
        browser,
        { ...plan, impair: { afterS: 0, forS: 0, everyS: 600 } },
        callPlace(product()),
      )
    })
    for (const browser of browsers) await browser.close()
  },
})
export { expect }

/** The wall, narrowed to one customer, once it shows what is. */
export async function openWall(page: Page, customerSlug?: string) {
  const query = customerSlug ? `?customer=${customerOf(customerSlug).id}` : ''
  await page.goto(`${product().webUrl}/live${query}`)
  await expect(heartbeat(page)).toHaveAttribute('data-heartbeat', 'live')
}

export const heartbeat = (page: Page): Locator => page.locator('[data-heartbeat]')
export const attention = (page: Page): Locator => page.getByRole('region', { name: 'Needs attention' })

export type NamedSession = { sessionId: string; name: string; band: string; reason: string | null }

/** The newest session with this name that somebody is in, as staff read it; null until it is known. */
export async function sessionNamed(page: Page, name: RegExp, begunAfter = 0): Promise<NamedSession | null> {
  const reply = await page.request.get(`${product().webUrl}/api/v1/sessions?state=live`)
  const { sessions } = (await reply.json()) as {
    sessions: (NamedSession & { participantsNow: number; startedAt: number })[]
  }
  const found = sessions.find(
    (one) => name.test(one.name) && one.participantsNow > 0 && one.startedAt >= begunAfter,
  )
  return found ?? null
}

/** A page's own request for a write: the API asks where a write comes from. */
export const ownWrite = () => ({ headers: { origin: product().webUrl }, data: {} })
