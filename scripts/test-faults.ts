import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { closePools } from '#lib/db/pools.server.ts'
import { type Demo, seedDemo } from '../prisma/seed.ts'
import { sendForAccount } from './faults/account-check.ts'
import { armedFor, killOnce, planKills } from './faults/kills.ts'
import { compare, createLedger } from './faults/ledger.ts'
import { faultsOf, outage } from './faults/outage.ts'
import { createOwnEngine, type OwnDatabase, type OwnEngine, startOwnDatabase } from './faults/servers.ts'
import { countOrphans, readStoredItems, setReportsPerMinute } from './faults/store.server.ts'
import { tellUnderKills } from './faults/telling.ts'
import { createTraffic, type Traffic } from './faults/traffic.ts'

/**
 * Kills the engine (and, in the longer form, Postgres) under traffic, takes Postgres away, and compares a ledger kept
 * outside with what is stored: whatever was acked is there, once. Then the worker, while alerts fire and are told.
 * `--kills N`, `--no-outage`, `--only-telling`.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    'no-outage': { type: 'boolean', default: false },
    'only-telling': { type: 'boolean', default: false },
  },
})
const kills = Number(values.kills)
const plan = planKills(kills)
const long = kills >= 10
const faults: string[] = []
const ledger = createLedger()
const say = (line: string) => process.stdout.write(`faults: ${line}\n`)
const fault = (line: string) => {
  faults.push(line)
  say(`FAULT ${line}`)
}

type Ground = { database: OwnDatabase; engine: OwnEngine; traffic: Traffic; demo: Demo }

async function main() {
  const database = await startOwnDatabase('faults')
  const engine = await createOwnEngine()
  const stopAll = async () => {
    await engine.kill()
    await database.stop()
  }
  const interrupted = () => void stopAll().finally(() => process.exit(130))
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  try {
    const demo = await seedDemo(new Date(), [])
    await setReportsPerMinute(null, 10_000_000)
    await closePools()
    if (values['only-telling']) return await checkTelling()
    await engine.start(armedFor(plan[0]))
    const traffic = createTraffic({ url: engine.url, keys: keysOf(demo), ledger, people: 24, everyMs: 120 })
    await run({ database, engine, traffic, demo })
  } finally {
    await stopAll()
  }
}

const keysOf = ({ customers }: Demo) => customers.flatMap(({ apps }) => apps.map((app) => app.simulatedKey))

async function run(ground: Ground) {
  const { traffic, engine } = ground
  traffic.start()
  await killAgainAndAgain(ground)
  if (!values['no-outage']) await takeDatabaseAway(ground)
  await traffic.stop()
  if (!(await traffic.drain(30_000))) fault('not everything could be delivered in the end')
  await checkRebuild(ground)
  await checkAccount(ground)
  await engine.stop()
  await checkTelling()
  await finish(traffic)
}

async function killAgainAndAgain(ground: Ground) {
  for (const [i, kill] of plan.entries()) {
    const before = ledger.totals().acked
    // A kill proves nothing unless there is something acked since the last one.
    if (!kill.startsWith('s')) await ackedSince(before, 200)
    await killOnce(kill, plan[i + 1], ground)
    say(`kill ${i + 1} of ${plan.length}: ${kill}, ${ledger.totals().acked - before} items acked around it`)
  }
  await ackedSince(ledger.totals().acked, 200)
}

async function ackedSince(before: number, items: number) {
  for (let waited = 0; ledger.totals().acked < before + items && waited < 20_000; waited += 50)
    await pause(50)
}

async function takeDatabaseAway(ground: Ground) {
  const outages = long
    ? ([
        ['killed', 20_000],
        ['frozen', 12_000],
      ] as const)
    : ([['killed', 3_000]] as const)
  for (const [how, forMs] of outages) {
    await pause(500)
    const seen = await outage(how, forMs, ground)
    say(
      `Postgres ${how} for ${forMs / 1000} s: ${seen.answers} answers, slowest refusal ${seen.slowestRefusalMs} ms, first ack ${seen.recoveredAfterMs} ms after it was back`,
    )
    for (const line of faultsOf(seen)) fault(`Postgres ${how}: ${line}`)
  }
}

/** Killed at rest and started again, the engine knows its calls before anybody reports. */
async function checkRebuild({ engine, traffic }: Ground) {
  await engine.kill()
  await engine.start()
  const until = Date.now() + 5_000
  let live = 0
  while (live < traffic.people * 0.9 && Date.now() < until) {
    await pause(100)
    const text = await (await fetch(`${engine.url}/metrics`)).text()
    live = Number(/^earshot_participants_live (\d+)/m.exec(text)?.[1] ?? 0)
  }
  say(`after a restart without traffic ${live} of ${traffic.people} participants are live again`)
  if (live < traffic.people * 0.9) fault('the live state was not rebuilt')
}

async function checkAccount({ engine, demo }: Ground) {
  const app = demo.customers.at(-1)?.apps.at(-1)
  if (!app) throw new Error('the demo has no apps')
  await engine.stop()
  await engine.start()
  const account = await sendForAccount(engine.url, { id: app.id, key: app.simulatedKey })
  await engine.stop()
  const differences = await account.compare()
  for (const line of differences) fault(`the account differs: ${line}`)
  if (differences.length === 0) say('without a kill every item is accounted for: difference 0')
}

async function checkTelling() {
  const { told, faults: found } = await tellUnderKills(kills, say)
  for (const line of found) fault(`notifications: ${line}`)
  const { transitions, undelivered, extra, unmarked } = told
  process.stdout.write(
    `notifications: transitions ${transitions} undelivered ${undelivered} extra ${extra} unmarked ${unmarked}\n`,
  )
  process.exitCode = faults.length > 0 ? 1 : 0
}

async function finish(traffic: Traffic) {
  const [stored, orphans] = [await readStoredItems(), await countOrphans()]
  const { acked, lost, duplicated, undelivered, invented } = compare(ledger, stored.filter(isOurs))
  say(`${ledger.totals().produced} items made, ${traffic.resent()} batches sent again`)
  if (undelivered > 0) fault(`${undelivered} items were made and never stored`)
  if (invented + orphans > 0) fault(`${invented + orphans} rows are stored that nobody made`)
  if (acked === 0) fault('nothing was acked, so nothing was tested')
  process.exitCode = lost + duplicated + faults.length > 0 ? 1 : 0
  process.stdout.write(`faults: kills ${kills} acked ${acked} lost ${lost} duplicated ${duplicated}\n`)
}

/** The account check sends from boots that are not in the ledger. */
const known = new Set<string>()
function isOurs({ boot }: { boot: string }): boolean {
  if (known.size === 0) for (const [one] of ledger.boots()) known.add(one)
  return known.has(boot)
}

await main()
