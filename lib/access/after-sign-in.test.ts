import { expect, test } from 'vitest'
import { safePath } from './after-sign-in.ts'

test.each(['/live', '/sessions/1?t=2#x', '/status?customer=a', '/'])(
  '%s is a place to come back to',
  (path) => {
    expect(safePath(path)).toBe(path)
  },
)

test.each([
  '//elsewhere.example',
  '/\\elsewhere.example',
  '\\\\elsewhere.example',
  'https://elsewhere.example',
  'javascript:alert(1)',
  '/a\\..\\b',
  '/..//elsewhere.example',
  '/\t/elsewhere.example',
  '/\n/elsewhere.example',
  '/sign-in?next=/sign-in',
  '/api/v1/me',
  'live',
  '',
  `/${'a'.repeat(600)}`,
])('%j leads nowhere after signing in', (path) => {
  expect(safePath(path)).toBeNull()
})
