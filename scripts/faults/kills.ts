import { setTimeout as pause } from 'node:timers/promises'
import type { OwnDatabase, OwnEngine } from './servers.ts'

/** How one kill happens: at a named place of the pipeline, at any moment, or to the database. */
export type Kill = 'any moment' | 's1' | 's2' | 's3' | 's4' | 's5' | 'Postgres'

/** Before and after the commit first: there the truth is decided. */
const engineKills: readonly Kill[] = ['s3', 's4', 'any moment', 's5', 's1', 's2']
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

/** What the engine has to be started with so that it dies there, after some acks that could be lost. */
export function armedFor(kill: Kill | undefined): Record<string, string> {
  if (kill === undefined || kill === 'any moment' || kill === 'Postgres') return {}
  const crashAfter = String(Math.floor(20 + Math.random() * 80))
  return { EARSHOT_TEST_CRASH: '1', CRASH_AT: kill, CRASH_AFTER: crashAfter }
}

/** One kill under traffic, and everything up again, armed for the `next`. */
export async function killOnce(
  kill: Kill,
  next: Kill | undefined,
  { engine, database }: { engine: OwnEngine; database: OwnDatabase },
): Promise<void> {
  if (kill === 'Postgres') {
    await pause(Math.random() * 500)
    await database.kill()
    await pause(Math.random() * 1_000)
    await database.bringBack()
    if (armedFor(next).CRASH_AT === undefined) return
    await engine.kill()
  } else if (kill === 'any moment') {
    await pause(Math.random() * 500)
    await engine.kill()
  } else await diesBySelf(kill, engine)
  await engine.start(armedFor(next))
}

async function diesBySelf(kill: Kill, engine: OwnEngine): Promise<void> {
  const timeout = new AbortController()
  const late = pause(30_000, 'nothing', { signal: timeout.signal }).catch(() => null)
  const how = await Promise.race([engine.ended(), late])
  timeout.abort()
  if (how !== 'SIGKILL') throw new Error(`the engine was to die at ${kill}, and there was ${how}`)
}
