import { expect, test } from 'vitest'
import { answerAdvice } from './answer-advice.ts'

test.each<[number | null, string | null, RegExp | null]>([
  [200, '{"ok":false,"error":"not_in_channel"}', /invite/],
  [200, '{"ok":false,"error":"invalid_auth"}', /bot token/],
  [404, 'no_service', /Create a new one/],
  [404, 'nginx', /Nothing is at this address/],
  [429, null, /waits as long/],
  [200, 'ok', null],
  [500, 'oops', null],
  [null, null, null],
])('after %s with %s a person is told what to do', (statusCode, answer, words) => {
  const said = answerAdvice(statusCode, answer)
  if (words === null) expect(said).toBeNull()
  else expect(said).toMatch(words)
})
