import { expect, test } from 'vitest'
import { integrationKinds } from '#lib/alerting/intake/settings.ts'
import { setupSteps } from './setup-steps.ts'

const address = { url: 'https://earshot.example/intake/1/secret', secret: 'f'.repeat(32) }

test.each(integrationKinds)('the guide for %s can be followed by copying alone', (kind) => {
  const steps = setupSteps(kind, address)
  expect(steps.length).toBeGreaterThanOrEqual(3)
  expect(steps.some(({ paste }) => paste?.includes(address.url))).toBe(true)
})

test('what PagerDuty’s senders need is the routing key', () => {
  expect(setupSteps('pagerduty', address).some(({ paste }) => paste === address.secret)).toBe(true)
})

test('resolved alerts must be sent, or nothing ever ends', () => {
  expect(setupSteps('alertmanager', address)[0]?.paste).toContain('send_resolved: true')
  expect(
    setupSteps('cloudwatch', address)
      .map(({ text }) => text)
      .join(),
  ).toContain('OKActions')
})
