import { describe, expect, it } from 'vitest'
import type { Failure, FailureClass } from './classify.ts'
import { nextStep } from './retry.ts'

const now = new Date('2026-11-25T10:00:00Z')
const failure = (kind: FailureClass, retryAfterMs: number | null = null): Failure => ({
  class: kind,
  statusCode: null,
  answer: '',
  retryAfterMs,
})
const step = (given: Partial<Parameters<typeof nextStep>[0]> = {}) =>
  nextStep({
    failure: failure('transient'),
    attempts: 1,
    createdAt: now,
    hasFallback: false,
    now,
    random: 1,
    ...given,
  })
const waitMs = (made: ReturnType<typeof step>) =>
  made.do === 'retry' ? made.at.getTime() - now.getTime() : null

describe('after a failure', () => {
  it.each([
    [1, 5_000],
    [2, 15_000],
    [3, 60_000],
    [4, 300_000],
    [5, 900_000],
    [99, 900_000],
  ])('attempt %i waits at most %i ms', (attempts, ms) => {
    expect(waitMs(step({ attempts }))).toBe(ms)
    expect(waitMs(step({ attempts, random: 0.5 }))).toBe(ms / 2)
    expect(waitMs(step({ attempts, random: 0 }))).toBe(500)
  })
  it('a far end that says how long is believed, never sooner, and the channel rests', () => {
    const told = step({ failure: failure('rate-limited', 90_000), random: 0 })
    expect(told).toMatchObject({ do: 'retry', pauseChannel: true })
    expect(waitMs(told)).toBe(90_000)
  })
  it('a broken channel moves at once, or is given up', () => {
    expect(step({ failure: failure('permanent'), hasFallback: true })).toEqual({
      do: 'move',
      breakChannel: true,
    })
    expect(step({ failure: failure('permanent') })).toEqual({ do: 'give-up', breakChannel: true })
  })
  it('a message that is refused breaks nothing', () => {
    expect(step({ failure: failure('rejected') })).toEqual({ do: 'give-up', breakChannel: false })
  })
  it('the third one moves to another channel, if there is one', () => {
    expect(step({ attempts: 2, hasFallback: true }).do).toBe('retry')
    expect(step({ attempts: 3, hasFallback: true }).do).toBe('move')
    expect(step({ attempts: 3 }).do).toBe('retry')
  })
  it('it is given up after a day', () => {
    const day = 86_400_000
    expect(step({ createdAt: new Date(now.getTime() - day + 1) }).do).toBe('retry')
    expect(step({ createdAt: new Date(now.getTime() - day) }).do).toBe('give-up')
  })
})
