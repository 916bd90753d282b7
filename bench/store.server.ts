import { pool } from '#lib/db/pools.server.ts'
import type { Binding } from '#lib/telemetry/batch.ts'

/** Forgets all calls and telemetry; customers, apps and keys stay. The engine must not run. */
export async function clearCalls(): Promise<void> {
  await pool('owner').query(
    'TRUNCATE session, participant, boot, connection, telemetry, event, participant_minute, pulse_10s, pulse_1m, pulse_1h, ingest_account CASCADE',
  )
}

export async function raiseQuotas(): Promise<void> {
  await pool('owner').query('UPDATE app SET reports_per_minute = 100000000')
}

export async function countReports(): Promise<number> {
  const { rows } = await pool('owner').query<{ n: number }>('SELECT count(*)::int AS n FROM telemetry')
  return rows[0]?.n ?? 0
}

export async function postgresVersion(): Promise<string> {
  const { rows } = await pool('owner').query<{ version: string }>(
    `SELECT current_setting('server_version') AS version`,
  )
  return rows[0]?.version ?? 'unknown'
}

/** Customers with apps, for screens that have to show many. */
export async function addCustomers(customers: number, appsEach: number): Promise<void> {
  await pool('owner').query(
    `WITH c AS (
       INSERT INTO customer (id, name, slug)
       SELECT gen_random_uuid(), 'Bench customer ' || n, 'bench-' || n FROM generate_series(1, $1::int) n
       RETURNING id)
     INSERT INTO app (customer_id, id, name, slug)
     SELECT c.id, gen_random_uuid(), 'App ' || m, 'app-' || m FROM c, generate_series(1, $2::int) m`,
    [customers, appsEach],
  )
}

/** A secret key for every app that has none, made from its id; returns all of them. */
export async function addKeys(keyOf: (appId: string) => { key: string; hash: Buffer }): Promise<string[]> {
  const { rows } = await pool('owner').query<{ customerId: string; id: string }>(
    `SELECT customer_id AS "customerId", id FROM app WHERE slug LIKE 'app-%'`,
  )
  const made = rows.map((row) => ({ ...row, ...keyOf(row.id) }))
  await pool('owner').query(
    `INSERT INTO app_key (customer_id, id, app_id, kind, hash, hint, allowed_origins, simulated)
     SELECT c, gen_random_uuid(), a, 'secret', h, 'sk_bench', '{}', true
       FROM unnest($1::uuid[], $2::uuid[], $3::bytea[]) AS x(c, a, h) ON CONFLICT DO NOTHING`,
    [made.map(({ customerId }) => customerId), made.map(({ id }) => id), made.map(({ hash }) => hash)],
  )
  return made.map(({ key }) => key)
}

export async function addSignIn(email: string, tokenHash: Uint8Array, expiresAt: Date): Promise<string> {
  const { rows } = await pool('owner').query<{ memberId: string }>(
    `INSERT INTO sign_in (id, member_id, token_hash, expires_at)
     SELECT gen_random_uuid(), id, $2, $3 FROM member WHERE email = $1 RETURNING member_id AS "memberId"`,
    [email, tokenHash, expiresAt],
  )
  const [row] = rows
  if (!row) throw new Error(`no member ${email}`)
  return row.memberId
}

/** The live session with the most participants. */
export async function largestLiveSession(): Promise<string | null> {
  const { rows } = await pool('owner').query<{ id: string }>(
    `SELECT s.id FROM session s JOIN participant p ON p.session_id = s.id
      WHERE s.state = 'live' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`,
  )
  return rows[0]?.id ?? null
}

/** Where writing stands: log position, size of the telemetry partitions, bytes of what was sent. */
export async function storageMarks(): Promise<{ wal: number; disk: number; payload: number; rows: number }> {
  const { rows } = await pool('owner').query<{ wal: string; disk: string }>(
    `SELECT pg_current_wal_lsn() - '0/0'::pg_lsn AS wal,
            (SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits WHERE inhparent = 'telemetry'::regclass) AS disk`,
  )
  const { rows: sums } = await pool('owner').query<{ payload: string; rows: number }>(
    'SELECT coalesce(sum(length(payload)), 0) AS payload, count(*)::int AS rows FROM telemetry',
  )
  return {
    wal: Number(rows[0]?.wal),
    disk: Number(rows[0]?.disk),
    payload: Number(sums[0]?.payload),
    rows: sums[0]?.rows ?? 0,
  }
}

/** Where the reports of the first boots belong. */
export async function someBindings(): Promise<Binding[]> {
  const { rows } = await pool('owner').query<Binding>(
    `SELECT customer_id AS "customerId", app_id AS "appId", session_id AS "sessionId", participant_id AS "participantId",
            no::int AS "bootNo", day::text AS day FROM boot ORDER BY no LIMIT 50`,
  )
  return rows
}

/**
 * 40 customers with 5 apps each, half an hour of ten-second and six hours of minute roll-ups, whole and by three regions.
 * Answers nothing: it is all found by its name.
 */
export async function addWatchedApps(now: Date): Promise<void> {
  const db = pool('owner')
  await db.query(
    `WITH c AS (
       INSERT INTO customer (id, name, slug)
       SELECT gen_random_uuid(), 'Watched ' || n, 'watched-' || n FROM generate_series(1, 40) n RETURNING id)
     INSERT INTO app (customer_id, id, name, slug)
     SELECT c.id, gen_random_uuid(), 'App ' || m, 'watched-' || m FROM c, generate_series(1, 5) m`,
  )
  for (const [table, step, steps] of [
    ['pulse_10s', 10, 180],
    ['pulse_1m', 60, 360],
  ] as const)
    await db.query(
      `INSERT INTO ${table} (customer_id, app_id, dimension, value, bucket, score_histogram, model, sessions, participants,
                             good, fair, poor, bad, unknown, joins, join_failures, drops, score_sum, score_count,
                             good_minutes, fair_minutes, poor_minutes, bad_minutes)
       SELECT a.customer_id, a.id, d.dimension, d.value, to_timestamp(floor(extract(epoch FROM $1::timestamptz) / ${step}) * ${step}) - n * interval '${step} seconds',
              '{}', 'bench', 10, 50, 40, 6, 3, 1, 0, 9, 1, 0, 410, 100, 40, 6, 3, 1
         FROM app a, generate_series(1, ${steps}) n,
              (VALUES ('', ''), ('region', 'eu'), ('region', 'us'), ('region', 'asia')) d(dimension, value)
        WHERE a.slug LIKE 'watched-%'`,
      [now],
    )
  await db.query('ANALYZE pulse_10s; ANALYZE pulse_1m; ANALYZE app')
}

/** What a flush does: the newest two roll-ups of every slice are other than before. */
export async function growNewestRollUps(): Promise<void> {
  await pool('owner').query(
    `UPDATE pulse_10s SET joins = joins + 1 WHERE bucket > (SELECT max(bucket) FROM pulse_10s) - interval '15 seconds'`,
  )
}

/** Rules of the pack: each is evaluated on every app. */
export async function addPackRules(rules: readonly { name: string; spec: object }[]): Promise<void> {
  await pool('owner').query(
    `INSERT INTO rule (id, name, spec, severity, created_at, updated_at)
     SELECT gen_random_uuid(), n, s, 'major', now(), now() FROM unnest($1::text[], $2::jsonb[]) x(n, s)`,
    [rules.map(({ name }) => name), rules.map(({ spec }) => JSON.stringify(spec))],
  )
}

export async function clearWatchedApps(): Promise<void> {
  const db = pool('owner')
  await db.query(
    'TRUNCATE rule, rule_override, rule_instance, rule_health, alert, alert_event, pulse_10s, pulse_1m',
  )
  await db.query(`DELETE FROM app WHERE slug LIKE 'watched-%'`)
  await db.query(`DELETE FROM customer WHERE slug LIKE 'watched-%'`)
}
