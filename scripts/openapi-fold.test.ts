import { expect, test } from 'vitest'
import { openApiDocument } from './openapi-document.ts'
import { foldRepeated } from './openapi-fold.ts'

const point = {
  type: 'object',
  properties: { x: { type: 'number', description: 'x'.repeat(200) }, y: { type: 'number' } },
}
const line = { type: 'object', properties: { from: point, to: point } }
const operation = (operationId: string, schema: object) => ({
  get: { operationId, responses: { 200: { content: { 'application/json': { schema } } } } },
})

/** Everything spelled out again. */
function unfold(value: unknown, named: Record<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((one) => unfold(one, named))
  if (typeof value !== 'object' || value === null) return value
  const { $ref } = value as { $ref?: unknown }
  const name = typeof $ref === 'string' ? $ref.replace('#/components/schemas/', '') : ''
  if (name in named) return unfold(named[name], named)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unfold(one, named)]))
}

test('what repeats itself stands once, under a name, and says the same', () => {
  const paths = {
    '/a': operation('getA', line),
    '/b': operation('getB', line),
    '/c': operation('getC', point),
  }
  const folded = foldRepeated(paths)
  expect(Object.keys(folded.named)).toEqual(['getA', 'getAFrom'])
  expect(JSON.stringify(folded).length).toBeLessThan(JSON.stringify(paths).length / 2)
  expect(unfold(folded.paths, folded.named)).toEqual(paths)
})

test('what stands once, or is small, stays where it is', () => {
  const small = { type: 'object', properties: { ok: { const: true } } }
  const paths = {
    '/a': operation('getA', small),
    '/b': operation('getB', small),
    '/c': operation('getC', line),
  }
  const { named, paths: folded } = foldRepeated(paths)
  expect(Object.keys(named)).toEqual(['getCFrom'])
  expect(unfold(folded, named)).toEqual(paths)
})

test('the description of the API has no schema of any size twice', async () => {
  const document = await openApiDocument()
  expect(foldRepeated(document.paths as Record<string, unknown>).named).toEqual({})
})
