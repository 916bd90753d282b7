import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { createTraffic, type Traffic } from '#lib/simulator/run-traffic.ts'
import type { Demo } from '../prisma/seed.ts'
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

/** Signs in by the form, as a person does. */
export async function signIn(page: Page, who: string, target = '/') {
  const { webUrl, demo } = product()
  await page.goto(`${webUrl}/sign-in`)
  await page.getByLabel(/e-?mail/i).fill(`${who}@demo.earshot.example`)
  await page.getByLabel(/password/i).fill(demo.logins[0]?.password ?? '')
  await page.getByRole('button', { name: /sign in/i }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  if (target !== '/') await page.goto(`${webUrl}${target}`)
}

/** Simulated people of some apps, through the real ingest. */
export function startTraffic(slugs: string[]): { traffic: Traffic; stop: () => Promise<void> } {
  const { engineUrl } = product()
  const traffic = createTraffic(new Map(slugs.map((slug) => [slug, keyOf(slug, 'simulatedKey')])), {
    now: () => Date.now(),
    uuid: () => randomUUID(),
    async post(body) {
      const response = await fetch(`${engineUrl}/collect/v1`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      }).catch(() => null)
      if (!response?.ok) return null
      return ((await response.json()) as { next: { intervalMs: number } }).next
    },
  })
  const timer = setInterval(traffic.step, 250)
  return {
    traffic,
    stop: async () => {
      clearInterval(timer)
      await traffic.stop()
    },
  }
}
