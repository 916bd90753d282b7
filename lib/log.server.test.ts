import { pino } from 'pino'
import { expect, test } from 'vitest'
import { logOptions } from './log.server.ts'

const canary = 'c4n4ry-that-must-not-be-logged'

function logged(write: (log: ReturnType<typeof pino>) => void): string {
  const lines: string[] = []
  write(pino({ ...logOptions, level: 'trace' }, { write: (line: string) => lines.push(line) }))
  return lines.join('')
}

test.each([
  ['a password at the top', { password: canary }],
  ['a key of a request', { req: { headers: { 'x-earshot-key': canary } } }],
  ['an authorization header', { req: { headers: { authorization: canary } } }],
  [
    'a cookie, taken and given',
    { req: { headers: { cookie: canary } }, res: { headers: { 'set-cookie': [canary] } } },
  ],
  ['the configuration', { env: { DATABASE_URL: canary, AUTH_SECRET: canary } }],
  ['a row of the member table', { member: { passwordHash: canary } }],
  ['an error that carries a connection', { err: { config: { connectionString: canary, password: canary } } }],
])('%s is hidden', (_case, fields) => {
  const line = logged((log) => log.warn(fields, 'something happened'))
  expect(line).toContain('something happened')
  expect(line).toContain('[redacted]')
  expect(line).not.toContain(canary)
})

test('a child hides the same', () => {
  expect(logged((log) => log.child({ part: 'ingest' }).info({ token: canary }, 'hello'))).not.toContain(
    canary,
  )
})

test('a line break in what somebody sent stays inside one record', () => {
  const line = logged((log) => log.info({ name: 'a\n{"level":"fatal"}' }, 'x\ny'))
  expect(line.trimEnd().split('\n')).toHaveLength(1)
})
