import { expect, test } from 'vitest'
import { planHistory } from './plan-history.ts'
import { trafficOf } from './traffic.ts'

const now = new Date('2026-11-25T07:00:00Z')
const zones = {
  acme: 'America/New_York',
  brightside: 'America/Chicago',
  cobalt: 'Europe/London',
  dunmore: 'Europe/Dublin',
}
const plan = planHistory(now, (customer) => zones[customer])

test('the same day tells the same history', () => {
  const strip = (all: typeof plan) => all.map(({ random: _, ...rest }) => rest)
  expect(strip(planHistory(now, (customer) => zones[customer]))).toEqual(strip(plan))
})

test('every incident of the past happened in order, in the last 90 days, and is over', () => {
  for (const one of plan) {
    const times = [one.startedAt, one.firedAt, one.notifiedAt, one.declaredAt, one.identifiedAt]
    expect([...times].sort((a, b) => a - b)).toEqual(times)
    expect(one.acknowledgedAt ?? one.notifiedAt).toBeGreaterThanOrEqual(one.notifiedAt)
    expect(one.mitigatedAt).toBeLessThanOrEqual(one.resolvedAt)
    expect(one.startedAt).toBeGreaterThan(now.getTime() - 95 * 86_400_000)
    expect(one.closedAt).toBeLessThan(now.getTime())
  }
})

test('numbers count up per customer without a gap', () => {
  for (const customer of Object.keys(zones)) {
    const numbers = plan.filter(({ story }) => story.customer === customer).map(({ number }) => number)
    expect(numbers).toEqual(numbers.map((_, i) => i + 1))
  }
})

test('an incident shows in the traffic of its hour, and in no other', () => {
  const incident = plan.find(({ story }) => story.key === 'sign-on')
  if (!incident) throw new Error('no such story')
  const range = { from: 0, to: 0 }
  range.from = Math.floor(incident.startedAt / 3_600_000) * 3_600_000
  range.to = range.from + 3_600_000
  const failing = (list: typeof plan) =>
    trafficOf('advisor-video', 'Europe/London', list, range).map(
      (hour) => hour.joinFailures / hour.joinAttempts,
    )
  expect(failing([incident])[0]).toBeGreaterThan(0.1)
  expect(failing([])[0]).toBeLessThan(0.1)
})
