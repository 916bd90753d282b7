import { expect, test } from 'vitest'
import type { IntegrationView } from '#lib/alerting/intake/contract.ts'
import { integrationSettingsSchema } from '#lib/alerting/intake/settings.ts'
import { stateOfIntegration } from './integration-state.ts'

const calm: IntegrationView = {
  integrationId: 'i',
  customerId: 'c',
  customerName: 'Acme',
  kind: 'generic',
  name: 'Backup',
  settings: integrationSettingsSchema.parse({}),
  signed: false,
  previousUntil: null,
  createdAt: 1,
  lastReceivedAt: 100,
  openAlerts: 0,
  needsMapping: 0,
  failed: 0,
  refused: null,
  quiet: false,
  disabled: false,
}

test.each<[string, Partial<IntegrationView>, string]>([
  ['it hears its source', {}, 'Receiving'],
  ['nothing has ever come', { lastReceivedAt: null }, 'Nothing yet'],
  ['the newest was turned away', { refused: { at: 101, problem: 'x' } }, 'Turned away'],
  ['one was turned away before it worked', { refused: { at: 99, problem: 'x' } }, 'Receiving'],
  [
    'nothing has come but what was turned away',
    { lastReceivedAt: null, refused: { at: 1, problem: 'x' } },
    'Turned away',
  ],
  ['some are not understood', { needsMapping: 2, quiet: true }, 'Needs a mapping'],
  ['some failed', { failed: 1 }, 'Some failed'],
  ['it fell silent while alerts fire', { quiet: true }, 'Gone quiet'],
  ['it is disabled, whatever else', { disabled: true, needsMapping: 3 }, 'Disabled'],
])('%s', (_what, given, word) => {
  expect(stateOfIntegration({ ...calm, ...given }).word).toBe(word)
})
