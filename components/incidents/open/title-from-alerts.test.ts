import { expect, test } from 'vitest'
import { anAlert } from '#components/alerting/an-alert-for-tests.ts'
import { customerOfAlerts, titleFromAlerts } from './title-from-alerts.ts'

test('the gravest alert names the incident, by its rule and place, not by a number of this minute', () => {
  const grave = anAlert({ severity: 'critical', ruleName: 'Calls are bad', openedAt: 9 })
  expect(titleFromAlerts([anAlert({ ruleName: 'Loss is high' }), grave])).toBe(
    'Calls are bad: Video Visits, eu-west',
  )
})

test('an alert of another monitor gives its own title', () => {
  const foreign = anAlert({ ruleName: null, appName: null, region: null, title: 'Disk is full' })
  expect(titleFromAlerts([foreign])).toBe('Disk is full')
  expect(titleFromAlerts([])).toBe('')
})

test('alerts of two customers never become one incident', () => {
  expect(customerOfAlerts([anAlert(), anAlert()])).toBe(anAlert().customerId)
  expect(customerOfAlerts([anAlert(), anAlert({ customerId: 'another' })])).toBeNull()
})
