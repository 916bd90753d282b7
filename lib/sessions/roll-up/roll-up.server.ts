import { pool } from '#lib/db/pools.server.ts'
import { dropPulsesBefore, rollUpSince } from './store.server.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

/** 10 s → 1 min over the last minutes, so that late buckets are still counted. */
export async function rollUpMinutes(now: Date) {
  const since = new Date(now.getTime() - 5 * minuteMs)
  await rollUpSince(pool('worker'), { from: 'pulse_10s', to: 'pulse_1m', unit: 'minute', slots: 6 }, since)
}

/** 1 min → 1 h over the running and the last hour. */
export async function rollUpHours(now: Date) {
  const since = new Date(now.getTime() - 65 * minuteMs)
  await rollUpSince(pool('worker'), { from: 'pulse_1m', to: 'pulse_1h', unit: 'hour', slots: 60 }, since)
}

/** Kept: 10 s for 3 days, 1 min for 90 days, 1 h for 3 years (docs/telemetry.md). */
export async function dropOldPulses(now: Date) {
  const before = (days: number) => new Date(now.getTime() - days * dayMs)
  await dropPulsesBefore(pool('worker'), 'pulse_10s', before(3))
  await dropPulsesBefore(pool('worker'), 'pulse_1m', before(90))
  await dropPulsesBefore(pool('worker'), 'pulse_1h', before(3 * 365))
}
