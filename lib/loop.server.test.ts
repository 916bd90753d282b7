import { expect, test } from 'vitest'
import { startLoop } from './loop.server.ts'

test('a loop runs when it is called, and not any more once it was stopped', async () => {
  let runs = 0
  const loop = startLoop('of a test', 3_600_000, () => {
    runs++
  })
  await loop.runNow()
  await loop.stop()
  await loop.runNow()
  expect(runs).toBe(1)
})

test('a run that fails is said, and the next one that works too', async () => {
  let fails = true
  const loop = startLoop('of a test', 3_600_000, () => {
    if (fails) throw new Error('on purpose')
  })
  await loop.runNow()
  expect(loop.health()).toMatchObject({ failing: true, lastOkAt: null })
  fails = false
  await loop.runNow()
  expect(loop.health().failing).toBe(false)
  await loop.stop()
})
