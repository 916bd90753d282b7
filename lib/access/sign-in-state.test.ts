import { expect, test } from 'vitest'
import { endReasonOf } from './sign-in-state.ts'

const now = new Date('2026-11-23T12:00:00Z')
const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
const holding = { revokedAt: null, expiresAt: minutes(60), lastSeenAt: minutes(-1), memberDisabledAt: null }

test.each([
  ['holds while it is used', {}, null],
  ['holds through 29 minutes of rest', { lastSeenAt: minutes(-29) }, null],
  ['ends after 30 minutes unused', { lastSeenAt: minutes(-30) }, 'expired'],
  ['ends at its last minute however busy', { expiresAt: now }, 'expired'],
  ['ends when revoked', { revokedAt: minutes(-1) }, 'revoked'],
  ['ends when revoked by a clock ahead of ours', { revokedAt: minutes(5) }, 'revoked'],
  ['ends with its member', { memberDisabledAt: minutes(-1) }, 'disabled'],
  [
    'says first that the member is disabled',
    { memberDisabledAt: minutes(-1), revokedAt: minutes(-1) },
    'disabled',
  ],
])('a sign-in %s', (_what, change, reason) => {
  expect(endReasonOf({ ...holding, ...change }, now)).toBe(reason)
})
