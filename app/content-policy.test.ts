import { expect, test } from 'vitest'
import { contentPolicy } from './content-policy.ts'

const facts = {
  nonce: 'n0',
  engineUrl: 'http://localhost:3001',
  publicUrl: 'http://localhost:3000',
  development: false,
}
const rulesOf = (policy: string) =>
  new Map(policy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]))

test('scripts run by nonce only: nothing inline, no eval', () => {
  const scripts = rulesOf(contentPolicy(facts)).get('script-src')
  expect(scripts).toEqual(["'self'", "'nonce-n0'", "'strict-dynamic'"])
})

test('a page talks to us and to the engine, by http and by socket, and to nobody else', () => {
  expect(rulesOf(contentPolicy(facts)).get('connect-src')).toEqual([
    "'self'",
    'http://localhost:3001',
    'ws://localhost:3001',
  ])
  const secure = contentPolicy({
    ...facts,
    engineUrl: 'https://in.earshot.example',
    publicUrl: 'https://earshot.example',
  })
  expect(rulesOf(secure).get('connect-src')).toEqual([
    "'self'",
    'https://in.earshot.example',
    'wss://in.earshot.example',
  ])
  expect(rulesOf(secure).has('upgrade-insecure-requests')).toBe(true)
})

test('nobody frames a page, and it loads no objects and moves no base', () => {
  const rules = rulesOf(contentPolicy(facts))
  expect(rules.get('frame-ancestors')).toEqual(["'none'"])
  expect(rules.get('object-src')).toEqual(["'none'"])
  expect(rules.get('base-uri')).toEqual(["'self'"])
  expect(rules.get('default-src')).toEqual(["'none'"])
})
