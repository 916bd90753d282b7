import { expect, test } from 'vitest'
import { refuseForeignWrite } from './same-origin.ts'

const ours = 'http://localhost:3000'
const asked =
  (headers: Record<string, string>, method = 'POST') =>
  () =>
    refuseForeignWrite(
      { method, headers: new Headers({ 'content-type': 'application/json', ...headers }) },
      ours,
    )

test.each([
  ['our page, as a browser says it', { origin: ours, 'sec-fetch-site': 'same-origin' }],
  ['our page in a browser without Sec-Fetch-Site', { origin: ours }],
  ['a charset beside the type', { origin: ours, 'content-type': 'application/json; charset=utf-8' }],
])('a write from %s is taken', (_what, headers) => {
  expect(asked(headers)).not.toThrow()
})

test.each([
  ['nobody says where', {}],
  ['another site', { origin: 'https://elsewhere.example' }],
  ['no origin (null)', { origin: 'null' }],
  ['the same host on another port', { origin: 'http://localhost:3001' }],
  ['https where we are http', { origin: 'https://localhost:3000' }],
  ['a host that begins like ours', { origin: 'http://localhost:3000.elsewhere.example' }],
  ['a neighbour of the same site', { origin: ours, 'sec-fetch-site': 'same-site' }],
  ['another site that claims our origin', { origin: ours, 'sec-fetch-site': 'cross-site' }],
  ['a form', { origin: ours, 'content-type': 'application/x-www-form-urlencoded' }],
  ['plain text', { origin: ours, 'content-type': 'text/plain' }],
  ['a type that only begins like JSON', { origin: ours, 'content-type': 'application/jsonx' }],
])('a write from %s is refused', (_what, headers) => {
  expect(asked(headers)).toThrow(expect.objectContaining({ code: 'not-allowed' }))
})

test('reading is not asked where it comes from', () => {
  expect(asked({}, 'GET')).not.toThrow()
})
