import type { Page } from '@playwright/test'
import { expect, heartbeat, openWall, sessionNamed, test } from './journey.ts'
import { product, signIn } from './product.ts'

test('pages run only their own scripts, and no browser reports a breach', async ({ page, startTraffic }) => {
  startTraffic(['video-visits'])
  const complaints = await keepComplaints(page)
  const { webUrl } = product()
  const nonces = new Set<string>()
  const visit = async (path: string) => {
    const reply = await page.goto(webUrl + path)
    const headers = reply?.headers() ?? {}
    const policy = headers['content-security-policy'] ?? ''
    const nonce = /script-src 'self' 'nonce-([^']+)' 'strict-dynamic';/.exec(policy)?.[1] ?? ''
    expect(nonce, path).not.toBe('')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe-eval')
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
    })
    expect(headers['x-powered-by']).toBeUndefined()
    nonces.add(nonce)
  }
  await visit('/sign-in')
  await signIn(page, 'operator')
  await openWall(page)
  await visit('/live')
  await expect(heartbeat(page)).toHaveAttribute('data-heartbeat', 'live')
  await expect(page.getByRole('region', { name: 'Acme Telehealth' })).toContainText('Video Visits')
  await visit('/sessions')
  await expect(page.getByRole('link', { name: /Visit \d/ }).first()).toBeVisible()
  const session = await sessionNamed(page, /^Visit /)
  await visit(`/sessions/${session?.sessionId}`)
  await expect(page.getByRole('img', { name: /^Score of/ }).first()).toBeVisible()
  const cookies = await page.context().cookies()
  await page.context().clearCookies()
  await signIn(page, 'acme')
  await visit('/status')
  await expect(page.getByRole('main')).toContainText('Acme Telehealth')

  expect(nonces.size, 'a fresh nonce each time').toBe(5)
  expect(complaints).toEqual([])
  const signInCookie = cookies.find(({ name }) => name.endsWith('earshot-sign-in'))
  expect(signInCookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  expect(cookies.filter(({ httpOnly, sameSite }) => !httpOnly || sameSite === 'None')).toEqual([])
})

test('the SDK loads from any origin, and the API from none but its own', async ({ page }) => {
  const { webUrl, exampleUrl } = product()
  const sdk = await page.request.get(`${webUrl}/sdk/v1.js`)
  expect(sdk.status()).toBe(200)
  expect(sdk.headers()).toMatchObject({
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  })
  await page.goto(`${exampleUrl}/?media=synthetic&room=headers&name=Ida`)
  await page.addScriptTag({ url: `${webUrl}/sdk/v1.js`, type: 'text/javascript' })
  expect(await page.evaluate(() => typeof (window as unknown as { Earshot?: object }).Earshot)).toBe('object')
  const read = page.evaluate((url) => fetch(url).then((reply) => reply.text()), `${webUrl}/api/v1/me`)
  await expect(read).rejects.toThrow('Failed to fetch')
})

/** Breaches of the policy, errors in the console and errors nobody caught. */
async function keepComplaints(page: Page): Promise<string[]> {
  const complaints: string[] = []
  await page.exposeFunction('complain', (text: string) => complaints.push(text))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      (window as unknown as { complain: (text: string) => void }).complain(
        `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`,
      ),
    )
  })
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  return complaints
}
