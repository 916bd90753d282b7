import type pg from 'pg'
import { v5 as uuidv5 } from 'uuid'
import type { Story } from './stories.ts'

/** Ids follow from names, so that a second run finds what the first one made. */
const namespace = '0d4c1f1c-8a35-5b0e-9a55-6f3f0b8f2f11'

export type Person = { id: string; name: string }
export type Ground = {
  client: pg.PoolClient
  now: Date
  customers: Record<Story['customer'], { id: string; timeZone: string; prefix: string }>
  /** by customer slug and app slug */
  appIds: ReadonlyMap<string, string>
  ruleIds: ReadonlyMap<string, { id: string; name: string }>
  people: Record<'operator' | 'manager' | 'admin', Person>
}

/** Per installation: two demos on one database server share no id. */
export const idOf = (ground: Ground, name: string): string =>
  uuidv5(`${ground.customers.acme.id} ${name}`, namespace)

export const at = (ms: number): Date => new Date(Math.round(ms))
export const atOrNull = (ms: number | null): Date | null => (ms === null ? null : at(ms))

/** Many rows in one statement; columns as the keys of the first row, each with its type. */
export async function insertRows(
  client: pg.PoolClient,
  table: string,
  types: Readonly<Record<string, string>>,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const names = Object.keys(types)
  const columns = names.map((name) => `"${name}"`).join(', ')
  const shape = names.map((name) => `"${name}" ${types[name]}`).join(', ')
  for (let from = 0; from < rows.length; from += 2_000)
    await client.query(
      `INSERT INTO ${table} (${columns})
       SELECT ${columns} FROM jsonb_to_recordset($1) AS r(${shape}) ON CONFLICT DO NOTHING`,
      [JSON.stringify(rows.slice(from, from + 2_000))],
    )
}
