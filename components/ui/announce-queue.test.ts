import { expect, test } from 'vitest'
import { enqueue, pauseMs, silentQueue, speak, waitMs } from './announce-queue.ts'

test('the first message is said at once, the next only after the pause', () => {
  const first = enqueue(silentQueue, 'One call is bad.')
  expect(waitMs(first, 1_000, pauseMs.polite)).toBe(0)
  const spoken = speak(first, 1_000)
  expect(spoken.text).toBe('One call is bad.')
  expect(waitMs(spoken.queue, 2_000, pauseMs.polite)).toBeNull()
  expect(waitMs(enqueue(spoken.queue, 'More.'), 4_000, pauseMs.polite)).toBe(7_000)
})

test('what came meanwhile is said together, each sentence once, the oldest dropped', () => {
  const queue = ['a', 'b', 'b', 'c', 'd'].reduce(enqueue, silentQueue)
  expect(speak(queue, 0)).toEqual({ text: 'b c d', queue: { pending: [], spokeAt: 0 } })
})
