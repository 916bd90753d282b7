import { setTimeout as pause } from 'node:timers/promises'
import type { OwnDatabase, OwnEngine } from './servers.ts'

/** How one kill happens: at a named place of the pipeline, at any moment, or to the database. */
export type Kill = 'any moment' | 's1' | 's2' | 's3' | 's4' | 's5' | 'Postgres'

/** Before and after the commit first: there the truth is decided. */
const engineKills: readonly Kill[] = ['any moment', 's3', 's4', 's5', 's1', 's2']
const postgresEvery = 5

/** The longer form also kills the database, every fifth time. */
export function planKills(count: number): Kill[] {
  const plan: Kill[] = []
  let ofEngine = 0
  for (let i = 1; i <= count; i++) {
    if (count >= 10 && i % postgresEvery === 0) plan.push('Postgres')
    else plan.push(engineKills[ofEngine++ % engineKills.length] ?? 'any moment')
  }
  return plan
}

/** One kill under traffic, and everything up again. `crashAfter` acks pass before a named place is hit. */
export async function killOnce(
  kill: Kill,
  { engine, database }: { engine: OwnEngine; database: OwnDatabase },
): Promise<void> {
  if (kill === 'Postgres') {
    await pause(200 + Math.random() * 800)
    await database.kill()
    await pause(Math.random() * 1_000)
    await database.bringBack()
    return
  }
  if (kill === 'any moment') {
    await pause(200 + Math.random() * 1_000)
    await engine.kill()
    await engine.start()
    return
  }
  await engine.kill()
  const crashAfter = String(Math.floor(5 + Math.random() * 60))
  await engine.start({ EARSHOT_TEST_CRASH: '1', CRASH_AT: kill, CRASH_AFTER: crashAfter })
  const how = await Promise.race([engine.ended(), pause(20_000, 'nothing')])
  if (how !== 'SIGKILL') throw new Error(`the engine was to die at ${kill}, and there was ${how}`)
  await engine.start()
}
