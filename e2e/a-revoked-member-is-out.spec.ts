import { expect, heartbeat, ownWrite, test } from './journey.ts'
import { product, signIn } from './product.ts'

test('a revoked member is out within five seconds, and back once enabled', async ({ browser, page }) => {
  const { webUrl } = product()
  await signIn(page, 'operator')
  await expect(page).toHaveURL(/\/live$/)
  await expect(heartbeat(page)).toHaveAttribute('data-heartbeat', 'live')
  const cookies = await page.context().cookies()

  const admin = await (await browser.newContext()).newPage()
  await signIn(admin, 'admin')
  const { members } = (await (await admin.request.get(`${webUrl}/api/v1/members`)).json()) as {
    members: { id: string; email: string }[]
  }
  const operator = members.find(({ email }) => email.startsWith('operator@'))?.id
  const disabled = await admin.request.post(`${webUrl}/api/v1/members/${operator}/disable`, ownWrite())
  expect(disabled.status()).toBe(200)

  await page.waitForURL(/\/sign-in/, { timeout: 5_000 })
  await expect(page.getByText(/You were signed out/)).toBeVisible()

  await test.step('the cookie of before is worth nothing, on the web and at the engine', async () => {
    const old = await browser.newContext()
    await old.addCookies(cookies)
    expect((await old.request.get(`${webUrl}/api/v1/sessions`)).status()).toBe(401)
    const opened = await old.newPage()
    await opened.goto(`${webUrl}/live`)
    await expect(opened).toHaveURL(/\/sign-in\?next=%2Flive$/)
    await old.close()
  })

  await test.step('the right password does not help while disabled', async () => {
    await page.getByLabel('E-mail').fill('operator@demo.earshot.example')
    await page.getByLabel('Password', { exact: true }).fill(product().demo.logins[0]?.password ?? '')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toBeVisible()
    await expect(page).toHaveURL(/\/sign-in/)
  })

  const enabled = await admin.request.post(`${webUrl}/api/v1/members/${operator}/enable`, ownWrite())
  expect(enabled.status()).toBe(200)
  await signIn(page, 'operator')
  await expect(page).toHaveURL(/\/live$/)
  await expect(heartbeat(page)).toHaveAttribute('data-heartbeat', 'live')
})
