import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

const module = new URL('./crash-point.server.ts', import.meta.url).href
function run(env: Record<string, string>) {
  const script = `const { crashPoint } = await import('${module}'); crashPoint('s1'); crashPoint('s4'); crashPoint('s4')`
  const args = ['--input-type=module', '-e', script]
  return spawnSync(process.execPath, args, { env: { ...process.env, ...env } })
}

test('a process dies at the stage a fault test names, after as many passes as it says, and only in a fault test', () => {
  expect(run({ EARSHOT_TEST_CRASH: '1', CRASH_AT: 's4' }).signal).toBe('SIGKILL')
  expect(run({ EARSHOT_TEST_CRASH: '1', CRASH_AT: 's4', CRASH_AFTER: '1' }).signal).toBe('SIGKILL')
  expect(run({ EARSHOT_TEST_CRASH: '1', CRASH_AT: 's4', CRASH_AFTER: '2' })).toMatchObject({
    signal: null,
    status: 0,
  })
  expect(run({ EARSHOT_TEST_CRASH: '1', CRASH_AT: 's2' })).toMatchObject({ signal: null, status: 0 })
  expect(run({ CRASH_AT: 's4' })).toMatchObject({ signal: null, status: 0 })
})
