import { expect, test } from 'vitest'
import { cleanHeaders } from './inbound-headers.ts'

test('what only the framework may say is taken out, and the peer is the socket’s', () => {
  const headers: Record<string, string> = {
    host: 'localhost',
    cookie: 'a=b',
    rsc: '1',
    'next-router-state-tree': 'x',
    'x-forwarded-for': '198.51.100.1',
    'x-middleware-subrequest': 'proxy',
    'x-middleware-override-headers': 'cookie',
    'x-matched-path': '/sign-in',
    'x-invoke-path': '/sign-in',
    'x-nextjs-data': '1',
    'x-nonce': 'mine',
    'content-security-policy': "script-src 'nonce-mine'",
    'x-earshot-peer': '198.51.100.1',
  }
  cleanHeaders(headers, '203.0.113.9')
  expect(headers).toEqual({
    host: 'localhost',
    cookie: 'a=b',
    rsc: '1',
    'next-router-state-tree': 'x',
    'x-forwarded-for': '198.51.100.1',
    'x-earshot-peer': '203.0.113.9',
  })
})
