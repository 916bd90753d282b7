import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { createTraffic } from '#lib/simulator/run-traffic.ts'
import type { Demo, DemoCustomer } from '../prisma/seed.ts'
import type { RealCallPlace } from '../scripts/real-calls.ts'

export type Product = {
  webUrl: string
  engineUrl: string
  exampleUrl: string
  controlUrl: string
  demo: Demo
}

/** The product that `start-product.ts` started. */
export function product(): Product {
  return JSON.parse(process.env.E2E_PRODUCT ?? 'null') as Product
}

export const callPlace = ({ webUrl, engineUrl, exampleUrl }: Product): RealCallPlace => ({
  exampleUrl,
  engineUrl,
  sdkUrl: `${webUrl}/sdk/v1.js`,
})

export function keyOf(slug: string, kind: 'realKey' | 'simulatedKey'): string {
  const app = product()
    .demo.customers.flatMap((customer) => customer.apps)
    .find((one) => one.slug === slug)
  return app?.[kind] ?? ''
}

export function customerOf(slug: string): DemoCustomer {
  const customer = product().demo.customers.find((one) => one.slug === slug)
  if (!customer) throw new Error(`the demo has no customer ${slug}`)
  return customer
}

/** Signs in by the form, as a person does, and waits for the page that follows. */
export async function signIn(page: Page, who: string) {
  const { webUrl, demo } = product()
  await page.goto(`${webUrl}/sign-in`)
  await page.getByLabel('E-mail').fill(`${who}@demo.earshot.example`)
  await page.getByLabel('Password', { exact: true }).fill(demo.logins[0]?.password ?? '')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

export type RunningTraffic = {
  people: () => number
  /** the pages are gone without a goodbye */
  fallSilent: () => void
  /** everybody says goodbye */
  stop: () => Promise<void>
}

/** Simulated people of some apps, through the real ingest; their stories begin at `startSecond`. */
export function keepTraffic(slugs: string[], startSecond = 0): RunningTraffic {
  const traffic = trafficOf(slugs, startSecond)
  const timer = setInterval(traffic.step, 250)
  const fallSilent = () => clearInterval(timer)
  return {
    people: () => traffic.stats().people,
    fallSilent,
    async stop() {
      fallSilent()
      await traffic.stop()
    },
  }
}

function trafficOf(slugs: string[], startSecond: number) {
  const { engineUrl } = product()
  const keys = new Map(slugs.map((slug) => [slug, keyOf(slug, 'simulatedKey')]))
  const world = {
    now: () => Date.now(),
    uuid: () => randomUUID(),
    async post(body: string) {
      const response = await fetch(`${engineUrl}/collect/v1`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      }).catch(() => null)
      if (!response?.ok) return null
      return ((await response.json()) as { next: { intervalMs: number } }).next
    },
  }
  return createTraffic(keys, world, startSecond)
}
