import { describe, expect, test } from 'vitest'
import {
  emailSchema,
  isOrigin,
  newAppSchema,
  newCustomerSchema,
  newKeySchema,
  newMemberSchema,
} from './contract.ts'

const good = {
  email: 'ann@msp.example',
  name: 'Ann',
  role: 'operator',
  password: 'long enough, surely',
  customerIds: [],
}

describe('a write says only what it may say', () => {
  test.each(['id', 'createdAt', 'tenantId', 'customerId', 'disabledAt', 'passwordHash', 'scope'])(
    'a person cannot be given %s',
    (field) => {
      expect(newMemberSchema.safeParse(good).success).toBe(true)
      expect(newMemberSchema.safeParse({ ...good, [field]: 'x' }).success).toBe(false)
    },
  )

  test.each([
    ['customer', newCustomerSchema, { name: 'Acme', slug: 'acme' }],
    ['app', newAppSchema, { name: 'Video', slug: 'video' }],
    ['key', newKeySchema, { kind: 'secret' }],
  ] as const)('a new %s takes no id, owner or time', (_what, schema, body) => {
    expect(schema.safeParse(body).success).toBe(true)
    for (const field of ['id', 'customerId', 'tenantId', 'createdAt', 'hash', 'role'])
      expect(schema.safeParse({ ...body, [field]: 'x' }).success).toBe(false)
  })
})

test.each([
  [
    'a customer user of two customers',
    { role: 'customer', customerIds: [crypto.randomUUID(), crypto.randomUUID()] },
  ],
  ['a customer user of none', { role: 'customer' }],
  ['an admin with a list', { role: 'admin', customerIds: [crypto.randomUUID()] }],
  ['a short password', { password: 'short' }],
  ['a password without end', { password: 'x'.repeat(300) }],
  ['a role that is none', { role: 'owner' }],
  ['a name with a line break', { name: 'Ann\r\nBcc: all' }],
  ['a name that turns the text round', { name: 'Ann\u202eexe' }],
  ['a name with half a character', { name: 'Ann\ud800' }],
  ['a name with NUL', { name: 'Ann\0' }],
])('%s is refused', (_what, change) => {
  expect(newMemberSchema.safeParse({ ...good, ...change }).success).toBe(false)
})

test('an address has one spelling', () => {
  expect(emailSchema.parse(' Ann@MSP.Example ')).toBe('ann@msp.example')
  expect(emailSchema.safeParse('ann＠msp.example').success).toBe(false)
  expect(emailSchema.safeParse('аnn@msp.example').success).toBe(false)
})

test.each(['https://acme.example', 'http://localhost:3000', 'https://acme.example:8443'])(
  '%s is an origin',
  (origin) => {
    expect(isOrigin(origin)).toBe(true)
  },
)

test.each([
  '*',
  'null',
  'https://*.acme.example/',
  'https://acme.example/',
  'https://acme.example:443',
  'acme.example',
  'HTTPS://acme.example',
  'file:///a',
  'https://a@acme.example',
])('%s is no origin', (origin) => {
  expect(isOrigin(origin)).toBe(false)
})

test('a publishable key needs origins, a secret one has none', () => {
  const origins = ['https://acme.example']
  expect(newKeySchema.safeParse({ kind: 'publishable' }).success).toBe(false)
  expect(newKeySchema.safeParse({ kind: 'publishable', allowedOrigins: origins }).success).toBe(true)
  expect(newKeySchema.safeParse({ kind: 'secret', allowedOrigins: origins }).success).toBe(false)
})
