import type { Page } from '@playwright/test'
import { expect, sessionNamed, test } from './journey.ts'
import { customerOf, product, signIn } from './product.ts'

test('a customer sees the live state of their own services and nothing else', async ({
  browser,
  page,
  startTraffic,
}) => {
  startTraffic(['video-visits', 'support-chat'])
  const staff = await (await browser.newContext()).newPage()
  await signIn(staff, 'admin')
  await expect.poll(() => sessionNamed(staff, /^Visit /)).not.toBeNull()
  await expect.poll(() => sessionNamed(staff, /^Ticket /)).not.toBeNull()
  const own = await sessionNamed(staff, /^Visit /)
  const others = await sessionNamed(staff, /^Ticket /)
  await staff.context().close()

  const replies = keepReplies(page)
  const foreign = namesBesides('acme')
  await signIn(page, 'acme')
  await expect(page).toHaveURL(/\/status$/)
  await expect(page.getByRole('main')).toContainText('Acme Telehealth')
  const visits = page.getByRole('listitem').filter({ hasText: 'Video Visits' })
  await expect(visits).toContainText(/Calls now\s*8/, { timeout: 40_000 })
  await expect(visits).toContainText(/People in calls\s*16/)
  await expect(page.getByRole('listitem').filter({ hasText: 'Triage Line' })).toContainText('No data')

  const { webUrl } = product()
  const bank = customerOf('cobalt').id
  const pages = [
    '/live',
    '/sessions',
    `/sessions/${own?.sessionId}`,
    `/sessions/${others?.sessionId}`,
    `/status?customer=${bank}`,
  ]
  for (const path of pages) {
    const reply = await page.goto(webUrl + path)
    expect(reply?.status(), path).toBe(404)
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
  }
  const api = [
    ...['sessions', 'customers', 'members', 'audit', `sessions/${own?.sessionId}`],
    ...['', '/series', '/events'].map((part) => `sessions/${others?.sessionId}${part}`),
    ...['', '/series', '/events'].map((part) => `sessions/${own?.sessionId}${part}`),
  ]
  for (const path of api) {
    const reply = await page.request.get(`${webUrl}/api/v1/${path}`)
    expect(reply.status(), path).toBe(403)
    replies.push({ url: path, text: await reply.text() })
  }
  const bankStatus = await page.request.get(`${webUrl}/api/v1/status?customer=${bank}`)
  expect(bankStatus.status()).toBe(404)
  replies.push({ url: 'status of the bank', text: await bankStatus.text() })

  const read = await Promise.all(replies)
  expect(read.filter(({ url }) => url.includes('/api/v1/status')).length).toBeGreaterThan(0)
  expect(read.filter(({ text }) => text.includes('Acme Telehealth')).length).toBeGreaterThan(0)
  for (const { url, text } of read)
    expect(
      foreign.filter((word) => text.includes(word) && !(url.includes(bank) && word === bank)),
      url,
    ).toEqual([])
})

/** What must never reach this customer: the others and their apps, by name and id. */
function namesBesides(slug: string): string[] {
  return product()
    .demo.customers.filter((customer) => customer.slug !== slug)
    .flatMap(({ name, id, apps }) => [name, id, ...apps.flatMap((app) => [app.name, app.id])])
}

type Reply = { url: string; text: string }

/** The text of every page and every API reply this browser gets. */
function keepReplies(page: Page): (Promise<Reply> | Reply)[] {
  const replies: (Promise<Reply> | Reply)[] = []
  page.on('response', (reply) => {
    const type = reply.headers()['content-type'] ?? ''
    if (!/html|json|x-component/.test(type)) return
    replies.push(
      reply.text().then(
        (text) => ({ url: reply.url(), text }),
        () => ({ url: reply.url(), text: '' }),
      ),
    )
  })
  return replies
}
