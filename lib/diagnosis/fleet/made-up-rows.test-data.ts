import { type FleetRow, outcomeFamilies, type PlainDimension, plainDimensions } from './fleet-row.ts'

/** Made-up participants for the tests; nothing of it reaches the product. */
export type Made = Partial<Record<PlainDimension, string>> & {
  call?: string
  user?: string
  bad?: boolean
  activeMs?: number
  customerId?: string
}

export function madeRow(index: number, made: Made): FleetRow {
  const isBad = made.bad ?? false
  const activeMs = made.activeMs ?? 300_000
  const all = <T>(value: T) => Object.fromEntries(outcomeFamilies.map((family) => [family, value]))
  return {
    participantKey: `p${index}`,
    userKey: made.user ?? `user ${index}`,
    callKey: made.call ?? `call ${Math.floor(index / 4)}`,
    customerId: made.customerId ?? made.customer ?? 'acme',
    activeMs,
    bad: { ...all(isBad), connect: null } as FleetRow['bad'],
    badMs: { ...all(isBad ? activeMs / 2 : 0), connect: 0 } as FleetRow['badMs'],
    badSince: isBad ? 1_000 * (index % 10) : null,
    values: Object.fromEntries(
      plainDimensions.map((dimension) => [dimension, made[dimension] ?? null]),
    ) as FleetRow['values'],
  }
}

/**
 * The model's worked example: 240 participants in 62 calls, 30 bad. Whatever else people share runs evenly through
 * them, with the counts of the document's table.
 */
export function workedExample(): FleetRow[] {
  const rows: Made[] = []
  const add = (count: number, badOnes: number, made: Made) => {
    for (let i = 0; i < count; i++) rows.push({ ...made, bad: i < badOnes })
  }
  add(42, 18, { turn: 'turn-eu-west-1', relay: 'turn-udp', region: 'eu-west' })
  add(20, 1, { turn: 'turn-us-east-1', relay: 'turn-udp', region: 'us-east' })
  add(98, 5, { relay: 'direct', region: 'eu-west' })
  add(80, 6, { relay: 'direct', region: 'us-east' })
  spread(rows, 'sfu', 'sfu-eu-2', 56, 10)
  spread(rows, 'network', 'AS3320 DE', 60, 11)
  spread(rows, 'browserMajor', 'Safari 26', 26, 5)
  return rows.map((made, i) => madeRow(i, { ...made, call: `call ${i % 62}` }))
}

/** Gives a value to so many people, so many of them bad, taken evenly from all. */
function spread(rows: Made[], dimension: PlainDimension, value: string, n: number, bad: number) {
  const give = (from: Made[], count: number) => {
    for (let i = 0; i < count; i++) {
      const row = from[Math.floor((i * from.length) / count)]
      if (row) row[dimension] = value
    }
  }
  const bads = rows.filter((row) => row.bad)
  give(bads, bad)
  give(
    rows.filter((row) => !row.bad),
    n - bad,
  )
}
