import type { FleetRow, OutcomeFamily } from '#lib/diagnosis/fleet/fleet-row.ts'
import { ownedValue } from '#lib/diagnosis/fleet/owned-values.ts'
import { evaluateRows } from '#lib/diagnosis/fleet/picture-causes.ts'
import { seeded } from '#lib/simulator/random.ts'
import { brief, range, rounds } from '../measure.ts'
import type { Part } from '../part.ts'

const people = 10_000
const calls = 2_000
const times = 7

/** FLEET: one look at what the bad ones among all live participants share, beside a bare pass over the same rows. */
export const fleetEvaluation: Part = {
  name: 'FLEET',
  async measure() {
    const rows = madeRows()
    const ours: number[] = []
    const bare: number[] = []
    let found = ''
    for (let round = 0; round <= times; round++) {
      const own = cpuMs(() => {
        found = evaluateRows(rows, new Set())
          .found.map(({ value }) => value)
          .join(', ')
      })
      const pass = cpuMs(() => barePass(rows))
      if (round === 0) continue // the first one compiles
      ours.push(own)
      bare.push(pass)
    }
    const own = rounds(ours)
    const pass = rounds(bare)
    return [
      {
        id: 'FLEET',
        what: `one fleet evaluation over ${people.toLocaleString('en-GB')} live participants in ${calls.toLocaleString('en-GB')} calls`,
        value: own.median,
        unit: 'ms',
        limit: pass.median,
        budget: 1_000,
        firstGoal: null,
        atLeast: false,
        note: `CPU ${range(own)}; counting every value of the same rows once ${range(pass)}, so ${brief(own.median / pass.median)} × that for five families, tests and up to three causes each; named: ${found}`,
      },
    ]
  },
}

function cpuMs(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** The least anybody must do: look at every value of every row and count who is bad. */
function barePass(rows: readonly FleetRow[]): number {
  const counts = new Map<string, { n: number; bad: number }>()
  for (const { values, bad } of rows)
    for (const [dimension, value] of Object.entries(values)) {
      if (value === null) continue
      const key = `${dimension} ${value}`
      const count = counts.get(key) ?? { n: 0, bad: 0 }
      counts.set(key, count)
      count.n++
      if (bad.any === true) count.bad++
    }
  return counts.size
}

/** A large evening: 40 customers, 80 apps, 3,000 networks; one TURN server is bad, one release breaks pictures. */
function madeRows(): FleetRow[] {
  const random = seeded(7)
  const one = (name: string, count: number) => `${name}-${Math.floor(random() * count)}`
  return Array.from({ length: people }, (_, i) => {
    const call = i % calls
    const customerId = `customer-${call % 40}`
    const turn = random() < 0.4 ? one('turn', 8) : null
    const appVersion = ownedValue(customerId, `app-${call % 80}`, one('release', 2))
    const bad = random() < (turn === 'turn-3' ? 0.6 : 0.05)
    const noPicture = call % 80 === 5 && appVersion.endsWith('-1') && random() < 0.8
    const flags: Record<OutcomeFamily, boolean | null> = {
      any: bad,
      loss: bad,
      rtt: bad && random() < 0.8,
      connect: i % 20 === 0 ? random() < 0.02 : null,
      video: noPicture || (bad && random() < 0.5),
    }
    return {
      participantKey: `participant-${i}`,
      userKey: `user-${i}`,
      callKey: `call-${call}`,
      customerId,
      activeMs: 60_000 + Math.floor(random() * 240_000),
      bad: flags,
      badMs: { any: bad ? 90_000 : 0, loss: 0, rtt: 0, connect: 0, video: noPicture ? 90_000 : 0 },
      badSince: bad ? 1 : null,
      values: {
        site: random() < 0.3 ? ownedValue(customerId, one('site', 10)) : null,
        network: one('network', 3_000),
        turn,
        sfu: `sfu-${call % 20}`,
        relay: turn === null ? 'direct' : random() < 0.8 ? 'turn-udp' : 'turn-tls',
        region: one('region', 6),
        codec: one('codec', 3),
        browserMajor: one('browser', 20),
        os: one('os', 6),
        sdkVersion: one('sdk', 4),
        appVersion,
        app: ownedValue(customerId, `app-${call % 80}`),
        customer: customerId,
      },
    }
  })
}
