import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { anIncident } from '../an-incident-for-tests.ts'
import { incidentKey, incidentListKey, incidentPickKey, showChanged } from './incident-cache.ts'

test('a move shows in the list and on the page at once, and touches no other incident', () => {
  const client = new QueryClient()
  const mine = anIncident()
  const other = anIncident({ incidentId: 'other', reference: 'ACME-8' })
  const list = { pages: [{ incidents: [mine, other] }], pageParams: [''] }
  client.setQueryData([...incidentListKey, { view: 'open' }], list)
  client.setQueryData(incidentKey(mine.reference), { incident: mine })
  client.setQueryData([...incidentPickKey, 'c1', ''], { incidents: [mine] })

  showChanged(client, mine, (one) => ({ ...one, status: 'monitoring' }))

  expect(client.getQueryData([...incidentListKey, { view: 'open' }])).toMatchObject({
    pages: [{ incidents: [{ status: 'monitoring' }, { status: 'investigating' }] }],
  })
  expect(client.getQueryData(incidentKey(mine.reference))).toMatchObject({
    incident: { status: 'monitoring' },
  })
})
