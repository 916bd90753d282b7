import { expect, test } from 'vitest'
import { noon } from './facts.test-data.ts'
import { afterFailure, type Failure, isQuarantined } from './quarantine.ts'

const minute = 60_000
const fail = (times: number, version = 1) => {
  let failure: Failure | undefined
  for (let i = 0; i < times; i++) failure = afterFailure(failure, version, noon)
  return failure
}

test.each([
  ['is tried again after four failures', fail(4), 1, noon, false],
  ['is left alone after five', fail(5), 1, noon + minute, true],
  ['is tried again after ten minutes', fail(5), 1, noon + 10 * minute, false],
  ['is tried again when somebody has changed it', fail(5), 2, noon + minute, false],
  ['is left alone again when it fails once more', fail(6), 1, noon + minute, true],
])('a rule that throws %s', (_what, failure, version, now, expected) => {
  expect(isQuarantined(failure, version, now)).toBe(expected)
})
