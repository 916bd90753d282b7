import { expect, test } from 'vitest'
import type { SessionView } from '#lib/sessions/contract.ts'
import { newcomers, withNews } from './merge-news.ts'

const call = (sessionId: string, startedAt: number, painMinutes = 0) =>
  ({ sessionId, startedAt, painMinutes }) as SessionView
const shown = [call('b', 20), call('a', 10)]

test('a call that is shown keeps its place and shows its new values', () => {
  expect(withNews(shown, [call('c', 30), call('a', 10, 4)])).toEqual([call('b', 20), call('a', 10, 4)])
  expect(withNews(shown, [])).toBe(shown)
})

test('new calls are counted, not shown; older ones that the page does not reach are not new', () => {
  expect(newcomers(shown, [call('d', 31), call('c', 30), call('b', 20), call('z', 5)])).toBe(2)
  expect(newcomers([], [call('a', 10)])).toBe(1)
})
