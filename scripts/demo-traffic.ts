import { randomUUID } from 'node:crypto'
import type { Browser } from '@playwright/test'
import { env } from '#lib/env.server.ts'
import { createTraffic, type World } from '#lib/simulator/run-traffic.ts'
import { startExample } from '../examples/customer-call/server.ts'
import type { Demo } from '../prisma/seed.ts'
import { findChromium } from './find-chromium.ts'
import {
  holdRealCall,
  launchCallBrowser,
  type RealCall,
  type RealCallPlace,
  type RealCallPlan,
} from './real-calls.ts'

/** The demo's traffic, a process of its own: the simulated stories, the example customer's page and the real calls. */
const demo = JSON.parse(process.env.DEMO_PLAN ?? '{"customers":[],"logins":[]}') as Demo
const apps = demo.customers.flatMap((customer) => customer.apps)
const settings = env()
const collectUrl = `${settings.EARSHOT_ENGINE_URL}/collect/v1`
const stepMs = 250

const world: World = {
  now: () => Date.now(),
  uuid: () => randomUUID(),
  async post(body) {
    const response = await fetch(collectUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(10_000),
    }).catch(() => null)
    if (!response) return null
    const reply = (await response.json().catch(() => null)) as { next?: { intervalMs: number } } | null
    return response.ok && reply?.next ? reply.next : null
  },
}

const example = await startExample({ port: settings.EARSHOT_DEMO_PORT })
const place: RealCallPlace = {
  exampleUrl: example.url,
  sdkUrl: `${settings.EARSHOT_URL}/sdk/v1.js`,
  engineUrl: settings.EARSHOT_ENGINE_URL,
}
const traffic = createTraffic(new Map(apps.map((app) => [app.slug, app.simulatedKey])), world)
const timer = setInterval(traffic.step, stepMs)
let browser: Browser | null = null
let stopping = false

function plans(): RealCallPlan[] {
  const keyOf = (slug: string) => apps.find((app) => app.slug === slug)?.realKey ?? ''
  return [
    {
      room: 'real-visit',
      key: keyOf('video-visits'),
      people: ['Nora', 'Theo'],
      impair: { afterS: 30, forS: 45, everyS: 150 },
      lengthS: 900,
    },
    {
      room: 'real-class',
      key: keyOf('virtual-classroom'),
      people: ['Mia', 'Noah'],
      impair: null,
      lengthS: 1_100,
    },
  ]
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** One call after the other in the same room, until the demo stops. */
async function keepCalling(from: Browser, plan: RealCallPlan) {
  while (!stopping) {
    const call = await holdRealCall(from, { ...plan, room: `${plan.room}-${Date.now().toString(36)}` }, place)
    await pace(call, plan)
    await call.hangUp()
    await pause(5_000)
  }
}

async function pace(call: RealCall, plan: RealCallPlan) {
  const startedAt = Date.now()
  let isSevere = false
  while (!stopping && Date.now() - startedAt < plan.lengthS * 1000) {
    await pause(1_000)
    if (!call.impairment || !plan.impair) continue
    const second = ((Date.now() - startedAt) / 1000) % plan.impair.everyS
    const wanted = second >= plan.impair.afterS && second < plan.impair.afterS + plan.impair.forS
    if (wanted === isSevere) continue
    isSevere = wanted
    await call.impairment.set(isSevere)
  }
}

async function startRealCalls() {
  const chromium = findChromium()
  if (chromium === null) return
  browser = await launchCallBrowser(chromium)
  const open = browser
  browser.on('disconnected', () => {
    if (!stopping) process.exit(1) // the supervisor starts the traffic again
  })
  for (const plan of plans())
    keepCalling(open, plan).catch((error: unknown) => {
      if (stopping) return
      process.stdout.write(
        `The real call in ${plan.room} failed: ${error instanceof Error ? error.message : error}\n`,
      )
      process.exit(1)
    })
}

async function stop() {
  if (stopping) return
  stopping = true
  clearInterval(timer)
  await Promise.race([traffic.stop(), pause(3_000)])
  await browser?.close().catch(() => undefined)
  await example.close()
  process.exit(0)
}
process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => undefined) // Ctrl-C reaches the whole group; the supervisor says when to stop
process.on('disconnect', () => void stop())
await startRealCalls()
