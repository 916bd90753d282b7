import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { listen } from '#lib/db/listen.server.ts'
import { pool } from '#lib/db/pools.server.ts'
import { log } from '#lib/log.server.ts'
import { type Loop, startLoop } from '#lib/loop.server.ts'
import { createEvaluator } from './evaluate.server.ts'
import type { Data } from './gather-facts.server.ts'
import { seedDefaultPack } from './seed-pack.server.ts'

const everyMs = 1_000
/** New data is looked at sooner than the next second, but the evaluation never runs without a pause. */
const leastPauseMs = 200

/** The worker's part of alerting that evaluates rules: woken by new data, and at least every second. */
export function startRules({ now }: { now: () => number }): { loops: Loop[]; stop: () => Promise<void> } {
  const evaluator = createEvaluator({
    pool: pool('worker'),
    holder: `${hostname()}:${process.pid}:${randomUUID()}`,
    onError: (error, ruleId) => log.error({ err: error, ruleId }, 'a rule could not be evaluated'),
  })
  let isSeeded = false
  let lastAt = 0
  const loop = startLoop('rules', everyMs, async () => {
    if (!isSeeded) await seedDefaultPack(pool('worker'), new Date(now()))
    isSeeded = true
    await evaluator.pass()
    lastAt = performance.now()
  })
  let waiting: NodeJS.Timeout | null = null
  const line = listen('worker', {
    earshot_data: (table) => {
      if (isData(table)) evaluator.tell(table)
      const pauseMs = Math.max(0, leastPauseMs - (performance.now() - lastAt))
      waiting ??= setTimeout(() => {
        waiting = null
        void loop.runNow()
      }, pauseMs)
    },
  })
  return {
    loops: [loop],
    async stop() {
      if (waiting) clearTimeout(waiting)
      await line.stop()
      await evaluator.release()
    },
  }
}

const isData = (table: string): table is Data =>
  table === 'pulse_10s' || table === 'finding' || table === 'fleet_finding'
