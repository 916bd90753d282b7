import { expect, test } from 'vitest'
import { clearedSignInCookie, signInCookieName, signInTokenOf } from './sign-in-cookie.ts'

test('on https the cookie is bound to the host, on localhost it works without', () => {
  expect(signInCookieName('https://earshot.example')).toBe('__Host-earshot-sign-in')
  expect(signInCookieName('http://localhost:3000')).toBe('earshot-sign-in')
  expect(clearedSignInCookie('https://earshot.example')).toMatch(/; Secure$/)
})

test.each([
  ['earshot-sign-in=abc', 'abc'],
  ['other=1; earshot-sign-in=a.b.c ; last=2', 'a.b.c'],
  ['earshot-sign-in=one; earshot-sign-in=two', 'one'],
  ['earshot-sign-in=a=b', 'a=b'],
  ['earshot-sign-in=', null],
  ['x-earshot-sign-in=abc', null],
  ['__Host-earshot-sign-in=abc', null],
  [';;; =; earshot-sign-in', null],
  ['', null],
  [undefined, null],
])('the cookie header %j carries the token %j', (header, token) => {
  expect(signInTokenOf(header, 'http://localhost:3000')).toBe(token)
})
