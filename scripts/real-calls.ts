import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test'
import { chromiumArgs } from './find-chromium.ts'

/**
 * Real calls: headless pages of the example customer, with the built SDK in them, over loopback. The network of one
 * person of an impaired call is made bad for real, by the browser's own network emulation.
 */
export type RealCallPlan = {
  room: string
  key: string
  people: [string, string]
  /** seconds of a healthy network, then of a severe one, for the first person; null = always healthy */
  impair: { afterS: number; forS: number; everyS: number } | null
  lengthS: number
}
export type RealCallPlace = { exampleUrl: string; sdkUrl: string; engineUrl: string }
export type RealCall = {
  pages: readonly [Page, Page]
  impairment: Impairment | null
  hangUp: () => Promise<void>
}
export type Impairment = { set: (severe: boolean) => Promise<void> }

const loopback = { offline: false, latency: 1, downloadThroughput: -1, uploadThroughput: -1 }
const severe = { ...loopback, latency: 120, packetLoss: 28, packetQueueLength: 40, packetReordering: true }
const mild = { ...loopback, packetLoss: 0, packetQueueLength: 0, packetReordering: false }

export function launchCallBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    args: chromiumArgs,
    ignoreDefaultArgs: ['--mute-audio'],
  })
}

/** Opens both pages of a call; resolves when both have joined the room. */
export async function holdRealCall(
  browser: Browser,
  plan: RealCallPlan,
  place: RealCallPlace,
): Promise<RealCall> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] })
  const [first, second] = plan.people
  const impairedPage = await context.newPage()
  const impairment = plan.impair ? await impairable(impairedPage) : null
  await enter(impairedPage, plan, first, place)
  const otherPage = await context.newPage()
  await enter(otherPage, plan, second, place)
  return {
    pages: [impairedPage, otherPage],
    impairment,
    async hangUp() {
      for (const page of [impairedPage, otherPage])
        await page.close({ runBeforeUnload: false }).catch(() => undefined)
      await context.close().catch(() => undefined)
    },
  }
}

async function enter(page: Page, plan: RealCallPlan, name: string, place: RealCallPlace) {
  const url = new URL(place.exampleUrl)
  const person = `${name.toLowerCase()}-${plan.room}`
  const query = {
    media: 'synthetic',
    room: plan.room,
    name,
    person,
    key: plan.key,
    sdk: place.sdkUrl,
    endpoint: place.engineUrl,
  }
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value)
  await page.goto(url.href)
}

/** Emulation acts only on sockets made while it is on, so it is switched on before the page connects. */
async function impairable(page: Page): Promise<Impairment> {
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const set = async (isSevere: boolean) => {
    await session.send('Network.emulateNetworkConditions', isSevere ? severe : mild)
  }
  await set(false)
  return { set }
}
