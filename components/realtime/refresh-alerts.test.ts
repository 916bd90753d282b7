import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { refreshAlerts } from './refresh-alerts.ts'

const change = {
  alertId: 'a',
  customerId: 'c',
  seq: 2,
  kind: 'acknowledged' as const,
  severity: 'major' as const,
  state: 'acknowledged' as const,
  version: 2,
}

test.each([
  ['a change of one alert', { changes: [change], resync: false }, ['inbox', 'waiting', 'a']],
  ['missed changes', { changes: [], resync: true }, ['inbox', 'waiting', 'a', 'b']],
  ['no change', { changes: [], resync: false }, []],
])('%s makes old what it may have touched', (_case, news, expected) => {
  const client = new QueryClient()
  const keys = [['inbox', { view: 'mine' }], ['waiting'], ['detail', 'a'], ['detail', 'b']]
  for (const key of keys) client.setQueryData(['alerts', ...key], 1)
  client.setQueryData(['session', 'a'], 1)
  refreshAlerts(client, news)
  const old = client
    .getQueryCache()
    .getAll()
    .filter(({ state }) => state.isInvalidated)
  expect(old.map(({ queryKey: [, part, id] }) => (part === 'detail' ? id : part))).toEqual(expected)
})
