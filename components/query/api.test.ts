import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { api, isTransient, problemOf } from './api.ts'

const answer = (status: number, body: string) =>
  vi.stubGlobal(
    'fetch',
    async () => new Response(body, { status, headers: { 'content-type': 'application/json' } }),
  )
const shape = z.object({ calls: z.number() })

afterEach(() => vi.unstubAllGlobals())

test('an answer of the agreed shape arrives parsed', async () => {
  answer(200, '{"calls":3,"more":true}')
  expect(await api('/api/v1/x', shape)).toEqual({ calls: 3 })
})

test('an answer of another shape is told as such, not passed on', async () => {
  answer(200, '{"calls":"three"}')
  await expect(api('/api/v1/x', shape)).rejects.toMatchObject({ code: 'unreadable' })
})

test('a refusal keeps its code and its words', async () => {
  answer(404, '{"type":"about:blank","status":404,"code":"not-found","title":"No such call."}')
  await expect(api('/api/v1/x', shape)).rejects.toMatchObject({
    status: 404,
    code: 'not-found',
    message: 'No such call.',
  })
})

test('an error page that is no JSON still says its status', async () => {
  answer(502, '<html>')
  await expect(api('/api/v1/x', shape)).rejects.toMatchObject({ status: 502, code: 'http-502' })
})

test('no network is said in words', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('failed')
  })
  await expect(api('/api/v1/x', shape)).rejects.toMatchObject({ status: 0, code: 'unreachable' })
})

test.each([
  [0, true],
  [429, true],
  [503, true],
  [403, false],
  [404, false],
])('status %d is asked again: %s', (status, again) => {
  expect(isTransient(problemOf(status, null))).toBe(again)
})
