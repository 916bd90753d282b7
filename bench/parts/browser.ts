import { setTimeout as pause } from 'node:timers/promises'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { env } from '#lib/env.server.ts'
import { buildOnce } from '#lib/supervisor/build-once.server.ts'
import { chromiumArgs, findChromium } from '../../scripts/find-chromium.ts'
import { type Ground, keysForAll, startNode } from '../ground.ts'
import { brief, range, rounds } from '../measure.ts'
import type { Figure, Part, Skipped } from '../part.ts'
import { measureSdkCost } from '../sdk-cost.ts'
import { addCustomers, largestLiveSession, raiseQuotas } from '../store.server.ts'

const noBrowser = 'no Chromium found: install one (apt-get install chromium) or set PLAYWRIGHT_CHROMIUM_PATH'
const root = `${import.meta.dirname}/../..`
const windowS = 8

type Screen = { path: string; perTick: number[]; longest: number; longTasks: number; gzipKb: number }

/** What a screen costs while the ground is under load: three windows, above a still page of the same product. */
async function measureScreen(ground: Ground, path: string, people: number): Promise<Screen> {
  await buildOnce(ground.say)
  const next = `${root}/node_modules/next/dist/bin/next`
  const web = startNode([
    '--import',
    `${root}/lib/supervisor/end-with-parent.ts`,
    next,
    'start',
    '-p',
    String(env().PORT),
  ])
  const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumArgs })
  try {
    const origin = env().EARSHOT_URL
    await answers(`${origin}/sign-in`)
    const still = await median(await openPage(await browser.newContext(), `${origin}/sign-in`), 1)
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    await signInto(ground, context, origin)
    const load = ground.load({ do: 'pace', reportsPerSecond: people / 2, seconds: windowS * 4 + 6 })
    const page = await openPage(context, `${origin}${path}`)
    const gzipKb = await page.evaluate(scriptKilobytes)
    await page.waitForTimeout(4_000)
    await page.evaluate(countLongTasks)
    const perTick = (await median(page, 3)).map((ms) => Math.max(0, ms - (still[0] ?? 0)))
    const long = await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks)
    await load
    return { path, perTick, longest: Math.max(0, ...long), longTasks: long.length, gzipKb }
  } finally {
    await browser.close()
    web.kill()
  }
}

async function openPage(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(url, { waitUntil: 'load' })
  await page.waitForTimeout(2_000)
  return page
}

async function signInto(ground: Ground, context: BrowserContext, url: string): Promise<void> {
  const [name = '', ...value] = (await ground.cookie()).split('=')
  await context.addCookies([{ name, value: value.join('='), url }])
}

/** Main-thread CPU milliseconds a second, that is per 1 Hz tick. */
async function median(page: Page, windows: number): Promise<number[]> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0)
  }
  const values: number[] = []
  for (let i = 0; i < windows; i++) {
    const before = await read()
    await page.waitForTimeout(windowS * 1_000)
    values.push(((await read()) - before) / windowS)
  }
  return values
}

function countLongTasks(): void {
  const seen: number[] = []
  Object.assign(window, { longTasks: seen })
  new PerformanceObserver((list) => seen.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: 'longtask',
  })
}

function scriptKilobytes(): number {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
  const scripts = entries.filter(({ name }) => new URL(name).pathname.endsWith('.js'))
  return scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1_000
}

async function answers(url: string): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 200) {
    const ok = await fetch(url).then(
      (reply) => reply.ok,
      () => false,
    )
    if (ok) return
    await pause(200)
  }
  throw new Error(`${url} did not answer`)
}

function figuresOf(id: string, what: string, screen: Screen, budget: number, firstGoal: number): Figure {
  const seen = rounds(screen.perTick)
  return {
    id,
    what,
    value: seen.median,
    unit: 'ms',
    limit: null,
    budget,
    firstGoal,
    atLeast: false,
    note: `${range(seen)} of main-thread CPU a second above a still page; ${screen.longTasks} tasks over 50 ms, longest ${brief(screen.longest)} ms`,
  }
}

const skipped = (id: string): Skipped[] => [{ id, skipped: noBrowser }]

/** P9: the wall of a large house. */
export const wallInBrowser: Part = {
  name: 'P9',
  async measure(ground) {
    if (!findChromium()) return skipped('P9')
    const people = 600
    await addCustomers(200, 10)
    const keys = ground.keys
    ground.keys = await keysForAll()
    await raiseQuotas()
    await ground.fresh(people)
    const screen = await measureScreen(ground, '/live', people).finally(() => {
      ground.keys = keys
    })
    const common = { limit: null, firstGoal: null, atLeast: false, note: '' }
    return [
      figuresOf('P9', '`/live`, 200 customers × 10 apps, CPU per tick', screen, 20, 40),
      {
        ...common,
        id: 'P9 task',
        what: 'longest task on it after the first seconds',
        value: screen.longest,
        unit: 'ms',
        budget: 50,
      },
      {
        ...common,
        id: 'P9 JS',
        what: 'first-load JavaScript of it, compressed',
        value: screen.gzipKb,
        unit: 'kB',
        budget: 180,
      },
    ]
  },
}

/** P10: one busy call. */
export const sessionInBrowser: Part = {
  name: 'P10',
  async measure(ground) {
    if (!findChromium()) return skipped('P10')
    await ground.fresh(0)
    await ground.join(8, 8)
    await ground.load({ do: 'pace', reportsPerSecond: 4, seconds: 6 })
    const sessionId = await largestLiveSession()
    if (!sessionId) throw new Error('no session is live')
    const screen = await measureScreen(ground, `/sessions/${sessionId}`, 8)
    return [figuresOf('P10', 'session page, 8 participants live, CPU per tick', screen, 25, 50)]
  },
}

/** P11: what the SDK costs a customer's page. */
export const sdk: Part = {
  name: 'P11',
  async measure() {
    if (!findChromium()) return skipped('P11')
    const { gzipBytes, cpuMsPerSecond, uploadBytesPerSecond } = await measureSdkCost()
    const common = { limit: null, atLeast: false, note: '12 remote participants, sampled every 2 s' }
    return [
      {
        ...common,
        id: 'P11 size',
        what: 'SDK, compressed',
        value: gzipBytes / 1_000,
        unit: 'kB',
        budget: 8,
        firstGoal: 10,
        note: '',
      },
      {
        ...common,
        id: 'P11 cpu',
        what: 'SDK, main-thread CPU per second',
        value: cpuMsPerSecond,
        unit: 'ms',
        budget: 1.5,
        firstGoal: null,
      },
      {
        ...common,
        id: 'P11 upload',
        what: 'SDK, upload after compression',
        value: uploadBytesPerSecond / 1_000,
        unit: 'kB/s',
        budget: 0.8,
        firstGoal: null,
      },
    ]
  },
}
