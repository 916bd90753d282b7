import { setTimeout as pause } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import { applySignal } from '#lib/alerting/alerts/apply-signal.server.ts'
import type { Signal } from '#lib/alerting/alerts/signal.ts'
import { pool } from '#lib/db/pools.server.ts'
import { type HttpFake, startHttpFake } from '#lib/notifications/fakes/http-fake.server.ts'
import { createOwnEngine, type OwnEngine } from './servers.ts'
import {
  createToldLedger,
  faultsOfTold,
  type ToldComparison,
  type ToldLedger,
  type Transition,
} from './told-ledger.ts'
import { makeTold, readOutbox, readWrongHistories } from './told-store.server.ts'

/**
 * Kills the worker while alerts fire and are resolved, and compares what happened with what far ends outside were told:
 * everything at least once, an extra one at most per kill and marked, the history exact.
 */
const stages = ['s9', 's8', 's7', 's6', 'any moment', 's10'] as const
type Stage = (typeof stages)[number]
const farEnds = 8
const alertEveryMs = 100
/** A far end whose message a killed worker still holds is not waited for. */
const mostWaitMs = 400
const drainWithinMs = 90_000

type Ground = { engine: OwnEngine; fake: HttpFake; ledger: ToldLedger; customerId: string }

export async function tellUnderKills(
  kills: number,
  say: (line: string) => void,
): Promise<{ told: ToldComparison; faults: string[] }> {
  const ledger = createToldLedger()
  const fake = await startHttpFake({ onArrival: (arrival) => hear(ledger, arrival.body) })
  const engine = await createOwnEngine({ env: { EARSHOT_ROLES: 'worker', EARSHOT_WEBHOOKS: 'private' } })
  const urls = Array.from({ length: farEnds }, (_, i) => `${fake.url}/far-end/${i}`)
  const ground: Ground = { engine, fake, ledger, customerId: await makeTold(urls) }
  const traffic = makeTraffic(ground)
  try {
    await engine.start(armedFor(stageOf(0)))
    for (let i = 0; i < kills; i++) {
      await killAt(stageOf(i), engine)
      await engine.start(i + 1 < kills ? armedFor(stageOf(i + 1)) : {})
      say(
        `notifications: kill ${i + 1} of ${kills}: ${stageOf(i)}, ${ledger.compare().transitions} transitions so far`,
      )
    }
    await traffic.stop()
    const faults = await drained(ground)
    const told = ledger.compare()
    return { told, faults: [...faults, ...faultsOfTold(told, kills)] }
  } finally {
    await traffic.stop()
    await engine.kill()
    await fake.stop()
  }
}

const stageOf = (i: number): Stage => stages[i % stages.length] ?? 'any moment'

function armedFor(stage: Stage): Record<string, string> {
  if (stage === 'any moment') return {}
  const after = stage === 's7' ? 5 : 1
  return {
    EARSHOT_TEST_CRASH: '1',
    CRASH_AT: stage,
    CRASH_AFTER: String(Math.floor(Math.random() * 4) + after),
  }
}

async function killAt(stage: Stage, engine: OwnEngine): Promise<void> {
  if (stage === 'any moment') {
    await pause(200 + Math.random() * 600)
    return engine.kill()
  }
  const abort = new AbortController()
  const late = pause(45_000, 'nothing', { signal: abort.signal }).catch(() => null)
  const how = await Promise.race([engine.ended(), late])
  abort.abort()
  if (how !== 'SIGKILL') throw new Error(`the worker was to die at ${stage}, and there was ${how}`)
}

/** What a far end was told, alert by alert. */
function hear(ledger: ToldLedger, body: Record<string, unknown>): void {
  const data = body.data as { possibleRepeat: boolean; alerts: { title: string; state: string }[] }
  for (const { title, state } of data.alerts)
    ledger.told(`${title} ${state === 'resolved' ? 'resolved' : 'fired'}`, data.possibleRepeat)
}

/** Fires an alert at a time; resolves it once its beginning was told, so that its end must be told too. */
function makeTraffic({ ledger, customerId }: Ground) {
  let stopped = false
  const open: { title: string; region: number }[] = []
  async function go() {
    for (let i = 0; !stopped; i++) {
      const made = { title: `alert ${i}`, region: i % farEnds }
      await apply(signalOf(customerId, made, 'trigger'))
      ledger.made(`${made.title} fired`)
      open.push(made)
      await isTold(`${made.title} fired`)
      await resolveTold()
      await pause(alertEveryMs)
    }
    while (open.length > 0) {
      await resolveTold()
      await pause(alertEveryMs)
    }
  }
  /** One message at a time: a kill then meets one under way, and not one for each far end. */
  async function isTold(transition: Transition) {
    for (let waitedMs = 0; waitedMs < mostWaitMs && !ledger.wasTold(transition); waitedMs += 20)
      await pause(20)
  }
  async function resolveTold() {
    for (const made of open.filter(({ title }) => ledger.wasTold(`${title} fired`))) {
      await apply(signalOf(customerId, made, 'resolve'))
      ledger.made(`${made.title} resolved`)
      open.splice(open.indexOf(made), 1)
      await isTold(`${made.title} resolved`)
    }
  }
  const deadline = new AbortController()
  const done = go()
  return {
    async stop() {
      stopped = true
      await Promise.race([done, pause(drainWithinMs, null, { signal: deadline.signal }).catch(() => null)])
      deadline.abort()
    },
  }
}

async function apply(signal: Signal): Promise<void> {
  const client = await pool('worker').connect()
  try {
    await client.query('BEGIN')
    await applySignal(client, signal, new Date())
    await client.query('COMMIT')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}

const session = new Map<string, string>()
function signalOf(
  customerId: string,
  { title, region }: { title: string; region: number },
  action: 'trigger' | 'resolve',
): Signal {
  const id = session.get(title) ?? uuidv7()
  session.set(title, id)
  const at = new Date()
  return {
    action,
    customerId,
    dedupKey: `rule:1:faults;session=${id}`,
    source: 'rule',
    ruleId: null,
    ruleName: 'A rule of the fault test',
    integrationId: null,
    severity: 'critical',
    title,
    summary: title,
    labels: { region: String(region), session: id },
    facts: {},
    appId: null,
    region: String(region),
    sessionId: null,
    value: null,
    threshold: null,
    unit: null,
    sourceUrl: null,
    startedAt: at,
    at,
    reason: action === 'resolve' ? 'value' : null,
    reopenWindowMs: 0,
    ackTimeoutMs: null,
    autoResolve: true,
  }
}

/** A lease of a killed worker runs for 15 s; after that nothing may be left. */
async function drained({ customerId, ledger }: Ground): Promise<string[]> {
  const until = Date.now() + drainWithinMs
  for (;;) {
    const [{ waiting, dead }, wrong] = [await readOutbox(customerId), await readWrongHistories(customerId)]
    const done = waiting === 0 && wrong.length === 0 && ledger.compare().undelivered === 0
    if (done || Date.now() > until)
      return [
        waiting > 0 ? `${waiting} messages still wait` : '',
        dead > 0 ? `${dead} messages were given up` : '',
        ...wrong.map(({ history, alerts }) => `${alerts} alerts have the history: ${history}`),
      ].filter((line) => line !== '')
    await pause(200)
  }
}
