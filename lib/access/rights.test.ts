import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { clientMessages } from '#lib/realtime/contract.ts'
import { roles } from './member.ts'
import { type Permission, permissions } from './permissions.ts'
import { can, openRoutes, routes, socketEvents } from './rights.ts'
import { rightsDocument } from './rights-document.ts'

const root = join(import.meta.dirname, '../..')
const apiFolder = join(root, 'app/api')

const routeFiles = readdirSync(apiFolder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('route.ts'))
  .map((path) => ({
    path: `/api/${path.replaceAll('\\', '/').replace(/\/route\.ts$/, '')}`,
    source: readFileSync(join(apiFolder, path), 'utf8'),
  }))

const methods = /export (?:const|async function|function) (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g
const exported = routeFiles.flatMap(({ path, source }) =>
  [...source.matchAll(methods)].map(([, method]) => `${method} ${path}`),
)

describe('the rights matrix', () => {
  test('lists every route that exists, and no other', () => {
    expect([...Object.keys(routes), ...Object.keys(openRoutes)].toSorted()).toEqual(exported.toSorted())
  })

  test('lists every message a dashboard may send, and no other', () => {
    expect(Object.keys(socketEvents).toSorted()).toEqual(Object.keys(clientMessages).toSorted())
  })

  test.each(routeFiles.filter(({ path }) => path.startsWith('/api/v1/')))(
    'every method of $path goes through the door under its own name',
    ({ path, source }) => {
      const names = [...source.matchAll(/export const (\w+) = route\(\s*'([^']+)'/g)]
      expect(names.map(([, method, key]) => [method, key])).toEqual(
        [...source.matchAll(methods)].map(([, method]) => [method, `${method} ${path}`]),
      )
      expect(names.length).toBeGreaterThan(0)
      expect(source).not.toMatch(/export \{|export \*|export default|store\.server/)
    },
  )

  test('no route outside /api/v1 is there but signing in', () => {
    const outside = exported.filter((key) => !key.includes(' /api/v1/'))
    expect(outside.toSorted()).toEqual(Object.keys(openRoutes).toSorted())
  })

  test('every id in a path is named in the matrix', () => {
    for (const [key, right] of Object.entries(routes)) {
      const inPath = [...key.matchAll(/\[(\w+)\]/g)].map(([, name]) => name ?? '').filter(namesRow)
      expect(Object.keys('ids' in right ? right.ids : {})).toEqual(inPath)
    }
  })

  test('is written down for people as it is in the code', () => {
    expect(readFileSync(join(root, 'docs/rights.md'), 'utf8')).toBe(rightsDocument())
  })
})

const held = (role: (typeof roles)[number]) =>
  (Object.keys(permissions) as Permission[]).filter((one) => can(role, one))

test('a customer reads its status, its own calls and its own sign-ins, and nothing else', () => {
  expect(held('customer')).toEqual([
    'self:read',
    'self:write',
    'status:read',
    'status:subscribe',
    'status:own-sessions',
  ])
})

test('a customer’s owner may invite viewers too, and nothing else', () => {
  expect(held('owner')).toEqual([...held('customer'), 'viewer:invite'])
})

test.each(['customer:write', 'member:read', 'member:write'] as const)(
  'only an admin has %s',
  (permission) => {
    expect(roles.filter((role) => can(role, permission))).toEqual(['admin'])
  },
)

/** Some parts of paths are words of ours: which time, which status. */
function namesRow(part: string): boolean {
  return !['time', 'key', 'task'].includes(part)
}
