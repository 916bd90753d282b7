import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { BadEnvironment, environmentSchema, parseEnvironment } from './environment.ts'

function faults(source: Record<string, string>): readonly string[] {
  try {
    parseEnvironment(source)
    return []
  } catch (error) {
    if (error instanceof BadEnvironment) return error.faults
    throw error
  }
}

const secret = 'x'.repeat(32)

test('an empty environment is enough', () => {
  expect(parseEnvironment({})).toMatchObject({
    PORT: 3000,
    ENGINE_PORT: 3001,
    EARSHOT_URL: 'http://localhost:3000',
    EARSHOT_ENGINE_URL: 'http://localhost:3001',
    EARSHOT_DATA_DIR: '.earshot',
    EARSHOT_ROLES: ['ingest', 'realtime', 'worker'],
    EARSHOT_TRUSTED_PROXIES: 0,
  })
})

test('public addresses follow the ports, and lose a trailing slash', () => {
  expect(parseEnvironment({ PORT: '4000' }).EARSHOT_URL).toBe('http://localhost:4000')
  expect(parseEnvironment({ EARSHOT_URL: 'https://earshot.example/' }).EARSHOT_URL).toBe(
    'https://earshot.example',
  )
})

test('an empty value counts as unset', () => {
  expect(parseEnvironment({ PORT: '', DATABASE_URL: '' }).PORT).toBe(3000)
})

test('roles may be a part of all', () => {
  expect(parseEnvironment({ EARSHOT_ROLES: 'ingest, worker' }).EARSHOT_ROLES).toEqual(['ingest', 'worker'])
})

test.each([
  ['a typing error in a name', { EARSHOT_ULR: 'x' }, 'EARSHOT_ULR'],
  ['a port that is none', { PORT: '70000' }, 'PORT'],
  ['a database that is not Postgres', { DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
  ['a short secret', { AUTH_SECRET: 'short' }, 'AUTH_SECRET'],
  ['an unknown role', { EARSHOT_ROLES: 'ingest,cook' }, 'EARSHOT_ROLES'],
  ['a NATS server', { NATS_URL: 'nats://x' }, 'NATS_URL is not supported yet by this version'],
  ['an address that runs code', { EARSHOT_URL: 'javascript:alert(1)' }, 'EARSHOT_URL'],
  ['half an administrator', { EARSHOT_ADMIN_EMAIL: 'a@b.example' }, 'EARSHOT_ADMIN_PASSWORD'],
  ['a proxy count below zero', { EARSHOT_TRUSTED_PROXIES: '-1' }, 'EARSHOT_TRUSTED_PROXIES'],
  [
    'production on a real database without a secret',
    { NODE_ENV: 'production', DATABASE_URL: 'postgres://a/b' },
    'AUTH_SECRET',
  ],
])('%s is named in one line', (_case, source, name) => {
  const found = faults(source)
  expect(found).toHaveLength(1)
  expect(found[0]).toContain(name)
  expect(found[0]).not.toContain('\n')
})

test('all faults are told at once, and none of them shows a value', () => {
  const found = faults({
    PORT: 'hunter2',
    AUTH_SECRET: 'hunter2',
    DATABASE_URL: 'hunter2',
    EARSHOT_X: 'hunter2',
  })
  expect(found).toHaveLength(4)
  expect(found.join()).not.toContain('hunter2')
})

test('production with a secret starts', () => {
  expect(faults({ NODE_ENV: 'production', DATABASE_URL: 'postgres://a/b', AUTH_SECRET: secret })).toEqual([])
})

test('.env.example lists exactly the variables that are read', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
  const listed = [...example.matchAll(/^#? ?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name)
  expect(listed.sort()).toEqual(Object.keys(environmentSchema.shape).sort())
})
