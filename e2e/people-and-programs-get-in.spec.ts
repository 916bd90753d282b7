import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { linkAddress } from '#lib/access/link-address.server.ts'
import { expect, test } from './journey.ts'
import { product, signIn } from './product.ts'

const password = 'several words that belong together'

/** The link of the mail to this address: the mail itself goes nowhere here, so it is signed anew from what the API knows. */
async function mailedTo(admin: Page, email: string): Promise<string> {
  const reply = await admin.request.get(`${product().webUrl}/api/v1/invitations`)
  const { invitations } = (await reply.json()) as {
    invitations: { inviteId: string; email: string; expiresAt: number }[]
  }
  const found = invitations.find((one) => one.email === email)
  if (!found) throw new Error('there is no such invitation')
  return linkAddress.invitation(found.inviteId, new Date(found.expiresAt))
}

test('an invited person comes in by the link, once; a token of theirs acts for them until it is revoked', async ({
  browser,
  page: admin,
  playwright,
}) => {
  const { webUrl } = product()
  const email = `${randomUUID()}@people.example`
  await signIn(admin, 'admin')
  await admin.goto(`${webUrl}/settings/people`)
  await admin.getByRole('button', { name: 'Invite somebody' }).click()
  const form = admin.locator('form').filter({ hasText: 'Send the invitation' })
  await form.getByLabel('E-mail').fill(email)
  await form.getByLabel('Role').selectOption('manager')
  await form.getByRole('checkbox', { name: 'Acme Telehealth' }).check()
  await form.getByRole('button', { name: 'Send the invitation' }).click()
  const invited = admin.getByRole('region', { name: 'Invitations' })
  await expect(invited.getByRole('listitem').filter({ hasText: email })).toBeVisible()
  const link = await mailedTo(admin, email)

  const guest = await (await browser.newContext()).newPage()
  await guest.goto(link)
  await expect(guest.getByRole('heading', { name: 'You are invited' })).toBeVisible()
  await expect(guest.getByText(/Manager/)).toBeVisible()
  await guest.getByLabel('Your name').fill('Nia New')
  await guest.getByLabel('New password', { exact: true }).fill(password)
  await guest.getByRole('button', { name: 'Accept and sign in' }).click()
  await expect(guest).toHaveURL(/\/live$/)

  await test.step('the link does not work a second time', async () => {
    const other = await (await browser.newContext()).newPage()
    await other.goto(link)
    await expect(other.getByRole('heading', { name: 'This invitation does not work any more' })).toBeVisible()
    await other.context().close()
  })

  await guest.goto(`${webUrl}/settings/tokens`)
  await guest.getByRole('button', { name: 'Make a token' }).first().click()
  await guest.getByLabel('What uses it').fill('nightly report')
  await guest.getByRole('checkbox', { name: /^session:read/ }).check()
  await guest.getByRole('button', { name: 'Make it and show it' }).click()
  const token =
    (await guest.getByRole('region', { name: 'The new token' }).locator('code').first().textContent()) ?? ''
  expect(token).toMatch(/^est_/)

  const program = await playwright.request.newContext({
    extraHTTPHeaders: { authorization: `Bearer ${token}` },
  })
  const statusOf = async (path: string) => (await program.get(webUrl + path)).status()
  expect(await statusOf('/api/v1/sessions')).toBe(200)
  expect(await statusOf('/api/v1/audit')).toBe(403)
  await guest.getByRole('button', { name: 'I have it' }).click()
  const row = guest.getByRole('listitem').filter({ hasText: 'nightly report' })
  await row.getByRole('button', { name: 'Revoke' }).click()
  await row.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(row).toContainText('Revoked')
  expect(await statusOf('/api/v1/sessions')).toBe(401)
  await program.dispose()

  await admin.goto(`${webUrl}/settings/audit?text=${email}`)
  const trail = admin.getByRole('list', { name: 'Entries' })
  await expect(trail).toContainText('invitation.sent')
  await expect(trail).toContainText('invitation.accepted')
  await guest.context().close()
})

test('whoever forgot the password gets the same answer for every address', async ({ page }) => {
  const { webUrl } = product()
  for (const email of ['operator@demo.earshot.example', 'nobody@demo.earshot.example']) {
    await page.goto(`${webUrl}/sign-in`)
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await page.getByLabel('E-mail').fill(email)
    await page.getByRole('button', { name: 'Send the mail' }).click()
    await expect(page.getByText('If this address has an account, a mail is on its way.')).toBeVisible()
  }
})
