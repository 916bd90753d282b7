import type { Locator } from '@playwright/test'
import { attention, expect, heartbeat, openWall, sessionNamed, test } from './journey.ts'
import { signIn } from './product.ts'

/** A machine that is busy with the browsers of this very journey may keep a healthy network from being good. */
const isWell = { band: expect.stringMatching(/good|fair/) }

test('a real call goes bad on the wall, is found and read, and recovers', async ({ page, startCall }) => {
  test.setTimeout(180_000)
  const call = await startCall('journey', ['Nora', 'Theo'])
  await signIn(page, 'operator')
  await expect(page).toHaveURL(/\/live$/)
  await expect(heartbeat(page)).toHaveAttribute('data-heartbeat', 'live')
  await expect.poll(() => sessionNamed(page, /Room journey/), { timeout: 45_000 }).toMatchObject(isWell)
  const row = attention(page).getByRole('link', { name: /Room journey/ })
  const suffers = row.filter({ hasText: /Poor|Bad|No data/ })
  await expect(suffers).toHaveCount(0)

  const impairedAt = Date.now()
  await call.impairment?.set(true)
  await expect(suffers).toContainText(/Poor|Bad/, { timeout: 45_000 })
  note('from a severe impairment to poor or bad on the wall', impairedAt)
  await expect(row).toContainText('Acme Telehealth · Video Visits')
  await expect(row).toContainText(/\d of 2 affected/)
  await expect(row).toContainText(/\d\u2009min pain/)

  await test.step('the operator opens it by keyboard and reads who suffers', async () => {
    await page.keyboard.press('j')
    await expect(row).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Room journey' })).toBeVisible()
    const verdict = page.getByRole('region', { name: /(Nora|Theo) hears (Nora|Theo) chopped/ })
    await expect(verdict).toContainText('packets from', { timeout: 30_000 })
    await expect(verdict).toContainText('Network in between')
    await expect(verdict).toContainText(/(High|Medium) confidence/)
    await expect(verdict).toContainText(/packets lost on (download|upload) \d/)
    await expect(verdict).toContainText('What to do:')
    note('from a severe impairment to a sentence that names it', impairedAt)
    const lanes = page.getByRole('region', { name: 'Participants' })
    const people = lanes.getByTitle('Show only this participant')
    await expect(people.filter({ hasText: 'Nora' })).toBeVisible()
    await expect(people.filter({ hasText: 'Theo' })).toBeVisible()
    await expect(lanes).toContainText(/Poor|Bad/)
    await expect(page.getByText(/in the call, 2 at most/)).toBeVisible()
  })

  await test.step('the charts hold what was measured', async () => {
    for (const [title, unit] of [
      ['Score', 'MOS'],
      ['Loss, received', '%'],
    ])
      for (const name of ['Nora', 'Theo']) {
        // Charts far from the screen are not drawn at all.
        await page.getByRole('region', { name: `${title} ${unit}` }).scrollIntoViewIfNeeded()
        const chart = page.getByRole('img', { name: `${title} of ${name}` })
        await expect(chart.locator('canvas')).toBeVisible()
        await expect.poll(() => paintedShare(chart)).toBeGreaterThan(0.002)
      }
    const loss = page.getByRole('region', { name: 'Loss, received %' })
    await loss.getByRole('button', { name: 'Show as table' }).click()
    const cells = page.getByRole('region', { name: 'Loss, received as a table' }).getByRole('cell')
    await expect.poll(async () => largest(await cells.allInnerTexts())).toBeGreaterThan(3)
    const score = page.getByRole('region', { name: 'Score MOS' })
    await expect(score.getByRole('figure').first()).toContainText(/\d\.\d · .* ago/)
  })

  await test.step('an exception of the page stands among the events, with its stack', async () => {
    await call.pages[0].evaluate(() => {
      setTimeout(function drawOverlay() {
        throw new TypeError('the overlay is not ready')
      })
    })
    await page.getByRole('tab', { name: /^Events/ }).click()
    const events = page.getByRole('region', { name: 'Events' })
    await expect(
      events.getByRole('listitem').filter({ hasText: 'Connection connected' }).first(),
    ).toBeAttached()
    await expect(events.getByRole('listitem').filter({ hasText: 'Joined' })).toHaveCount(2)
    const thrown = events.getByRole('listitem').filter({ hasText: 'TypeError: the overlay is not ready' })
    await expect(thrown).toContainText('Nora')
    await expect(thrown).toContainText('Error')
    await thrown.getByText('Stack').click()
    await expect(thrown.locator('pre')).toContainText('drawOverlay')
    await thrown.getByRole('button').click()
    await expect(page).toHaveURL(/[?&]t=\d+/)
  })

  await test.step('without the impairment the call is well again', async () => {
    const healedAt = Date.now()
    await call.impairment?.set(false)
    await openWall(page)
    await expect(suffers).toHaveCount(0, { timeout: 75_000 })
    note('from the end of the impairment to well on the wall', healedAt)
    await expect.poll(() => sessionNamed(page, /Room journey/)).toMatchObject(isWell)
  })
})

function note(what: string, since: number) {
  test
    .info()
    .annotations.push({ type: what, description: `${Math.round((Date.now() - since) / 100) / 10} s` })
}

const largest = (texts: string[]) => Math.max(...texts.map(Number).filter(Number.isFinite))

/** How much of the chart's picture is drawn on at all. */
function paintedShare(chart: Locator): Promise<number> {
  return chart.locator('canvas').evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) return 0
    const { width, height } = canvas
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? []
    let painted = 0
    for (let i = 3; i < pixels.length; i += 4) if ((pixels[i] ?? 0) > 0) painted++
    return painted / Math.max(1, width * height)
  })
}
