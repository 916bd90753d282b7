import { expect, test } from 'vitest'
import type { SilenceView } from '#lib/alerting/suppression/contract.ts'
import { byDebt } from './by-debt.ts'

const silence = (silenceId: string, app: string, endsAt: number, debtMs: number): SilenceView => ({
  silenceId,
  customerId: 'acme',
  customerName: 'Acme',
  matchers: [{ name: 'app', op: 'is', value: app }],
  startsAt: 0,
  endsAt,
  comment: 'known',
  createdName: 'Ada',
  createdAt: 0,
  replaces: null,
  state: 'expired',
  mutesNow: 0,
  wouldHaveNotified: 0,
  debtMs,
})

test('silences that are renewed again and again stand once, the longest muted on top', () => {
  const shown = byDebt([
    silence('old', 'shop', 10, 50),
    silence('short', 'desk', 20, 5),
    silence('new', 'shop', 30, 50),
    silence('not begun', 'chat', 90, 0),
  ])
  expect(shown.map(({ silenceId }) => silenceId)).toEqual(['new', 'short'])
})
