import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, test } from 'vitest'
import { openRoutes, routes } from '#lib/access/rights.ts'
import { describedRoutes, openApiDocument, openPath } from './openapi-document.ts'

type Operation = {
  'x-earshot-permission'?: string
  security: object[]
  parameters: { name: string; in: string }[]
  requestBody?: object
  responses: Record<string, object>
}
type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: object } }

const text = readFileSync(join(import.meta.dirname, '../docs/openapi.json'), 'utf8')
const document = JSON.parse(text) as Document
const operation = (key: string) => {
  const [method = '', path = ''] = key.split(' ')
  return document.paths[openPath(path)]?.[method.toLowerCase()]
}

describe('the description of the API', () => {
  test('is what the routes say now (node scripts/write-openapi.ts writes it)', async () => {
    expect(document).toEqual(JSON.parse(JSON.stringify(await openApiDocument())))
  })

  test('has every route that exists, and no other', () => {
    const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const existing = [...Object.keys(routes), ...Object.keys(openRoutes)].map((key) => openPath(key))
    expect(listed.toSorted()).toEqual(existing.toSorted())
  })

  test('is OpenAPI 3.1', async () => {
    const validator = new Validator()
    const { valid, errors } = await validator.validate(JSON.parse(text))
    expect(errors ?? []).toEqual([])
    expect(valid).toBe(true)
    expect(validator.version).toBe('3.1')
  })

  test('points only at what it holds', () => {
    const held = Object.keys(document.components.schemas)
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) expect(held).toContain(name)
    expect(text).not.toMatch(/"\$ref": "#(\/\$defs|")/)
  })

  test('every parameter of a path, every body and every permission stands in it', async () => {
    for (const { key, body, upload, status } of await describedRoutes()) {
      const found = operation(key)
      const inPath = found?.parameters.filter((one) => one.in === 'path').map(({ name }) => name)
      expect([key, inPath]).toEqual([key, [...key.matchAll(/\[(\w+)\]/g)].map(([, name]) => name)])
      expect([key, found?.requestBody !== undefined]).toEqual([
        key,
        !key.startsWith('GET') && (body !== undefined || upload),
      ])
      expect(found?.['x-earshot-permission']).toBe(routes[key].permission)
      expect(found?.responses).toHaveProperty(String(status))
    }
  })

  test('what changes who gets in is not for tokens', () => {
    expect(operation('POST /api/v1/members')?.security).toEqual([{ signIn: [] }])
    expect(operation('POST /api/v1/me/tokens')?.security).toEqual([{ signIn: [] }])
    expect(operation('GET /api/v1/alerts')?.security).toEqual([{ signIn: [] }, { token: [] }])
  })
})
