import { expect, test } from 'vitest'
import { anAlert } from '#components/alerting/an-alert-for-tests.ts'
import { orderAlerts } from './order-alerts.ts'

test('what still fires stands before what is over, the gravest and oldest first', () => {
  const alerts = [
    anAlert({ alertId: 'over', state: 'resolved', severity: 'critical' }),
    anAlert({ alertId: 'young', severity: 'major', openedAt: 9 }),
    anAlert({ alertId: 'old', severity: 'major', openedAt: 3 }),
    anAlert({ alertId: 'grave', state: 'acknowledged', severity: 'critical', openedAt: 20 }),
  ]
  expect(orderAlerts(alerts).map(({ alertId }) => alertId)).toEqual(['grave', 'old', 'young', 'over'])
})
