import { modelVersion } from '../../lib/quality/model.ts'
import { type Ground, insertRows } from './ground.ts'
import type { PlannedIncident } from './plan-history.ts'
import { type Hour, trafficOf } from './traffic.ts'

const hourMs = 3_600_000
export const historyDays = 90

const counts = {
  sessions: 'int',
  participants: 'int',
  join_attempts: 'int',
  joins: 'int',
  join_failures: 'int',
  drops: 'int',
  reports: 'int',
  score_sum: 'float8',
  score_count: 'int',
  good_minutes: 'int',
  fair_minutes: 'int',
  poor_minutes: 'int',
  bad_minutes: 'int',
}
const key = { customer_id: 'uuid', app_id: 'uuid' }
const ofHour = {
  dimension: 'text',
  value: 'text',
  bucket: 'timestamptz',
  score_histogram: 'int[]',
  model: 'text',
}

/** Ninety days of roll-ups up to the last full hour: hours, and days for the reports. */
export async function writeTraffic(ground: Ground, incidents: readonly PlannedIncident[]): Promise<void> {
  const to = Math.floor(ground.now.getTime() / hourMs) * hourMs
  const from = Math.floor(to / (24 * hourMs)) * 24 * hourMs - historyDays * 24 * hourMs
  for (const [name, appId] of ground.appIds) {
    const [slug, app] = name.split('/') as [keyof Ground['customers'], string]
    const customer = ground.customers[slug]
    const mine = incidents.filter(({ story }) => story.customer === slug && story.app === app)
    const hours = trafficOf(app, customer.timeZone, mine, { from, to }).filter(({ sessions }) => sessions > 0)
    const rows = hours.map((hour) => ({ customer_id: customer.id, app_id: appId, ...rowOf(hour) }))
    await insertRows(
      ground.client,
      'pulse_1h',
      { ...key, ...ofHour, ...counts },
      rows.map((row) => ({ ...row, dimension: '', value: '', model: modelVersion })),
    )
  }
  await sumDays(ground)
}

function rowOf(hour: Hour) {
  const scored = hour.goodMinutes + hour.fairMinutes + hour.poorMinutes + hour.badMinutes
  const histogram = Array.from({ length: 35 }, () => 0)
  histogram[32] = hour.goodMinutes
  histogram[25] = hour.fairMinutes
  histogram[17] = hour.poorMinutes
  histogram[8] = hour.badMinutes
  return {
    bucket: new Date(hour.at),
    ...{ sessions: hour.sessions, participants: hour.participants, joins: hour.joins, drops: hour.drops },
    join_attempts: hour.joinAttempts,
    join_failures: hour.joinFailures,
    reports: scored * 30,
    score_sum:
      hour.goodMinutes * 4.2 + hour.fairMinutes * 3.5 + hour.poorMinutes * 2.7 + hour.badMinutes * 1.8,
    score_count: scored,
    score_histogram: histogram,
    good_minutes: hour.goodMinutes,
    fair_minutes: hour.fairMinutes,
    poor_minutes: hour.poorMinutes,
    bad_minutes: hour.badMinutes,
  }
}

/** Full days alone: the running one is the worker's. */
async function sumDays({ client, now }: Ground): Promise<void> {
  const summed = Object.keys(counts).filter((name) => name !== 'participants') // a gauge: days have none
  await client.query(
    `INSERT INTO pulse_1d (customer_id, app_id, day, ${summed.join(', ')})
     SELECT customer_id, app_id, (bucket AT TIME ZONE 'UTC')::date, ${summed.map((name) => `sum(${name})`).join(', ')}
       FROM pulse_1h WHERE dimension = '' AND bucket < date_trunc('day', $1::timestamptz, 'UTC')
      GROUP BY 1, 2, 3 ON CONFLICT DO NOTHING`,
    [now],
  )
}
