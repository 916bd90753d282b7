import { expect, test } from 'vitest'
import { proofSchema } from '#lib/incidents/api-contract.ts'
import { ownPath } from './own-path.ts'

const ours = 'https://ops.example'

test.each([
  [`${ours}/sessions/1?t=5#x`, '/sessions/1?t=5#x'],
  [' /alerts/2 ', '/alerts/2'],
  ['https://evil.example/x', 'https://evil.example/x'],
])('the pasted %s stands as %s', (typed, path) => {
  expect(ownPath(typed, ours)).toBe(path)
})

test.each(['https://evil.example/x', '//evil.example', 'javascript:alert(1)', '/\\evil.example'])(
  'a proof never leads away: %s is refused',
  (typed) => {
    expect(proofSchema.safeParse({ label: 'x', href: ownPath(typed, ours) }).success).toBe(false)
  },
)
