import { afterAll, describe, expect, test } from 'vitest'
import { closePools, pool } from './pools.server.ts'

afterAll(closePools)

type Table = { name: string; partition: boolean; rls: boolean; forced: boolean; policies: string[] }

/** Every table with a customer in it, and `customer` itself, as the catalogue has them. */
async function tenantTables(): Promise<Table[]> {
  const { rows } = await pool('owner').query<Table>(`
    SELECT c.relname AS name, c.relispartition AS partition, c.relrowsecurity AS rls, c.relforcerowsecurity AS forced,
      ARRAY(SELECT p.polname::text FROM pg_policy p WHERE p.polrelid = c.oid) AS policies
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND (c.relname = 'customer' OR EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'customer_id' AND NOT a.attisdropped))
    ORDER BY 1`)
  return rows
}

describe('every table that has a customer', () => {
  test('is behind the wall, forced, with a policy', async () => {
    const tables = await tenantTables()
    expect(tables.length).toBeGreaterThan(15)
    const open = tables.filter(
      ({ partition, rls, forced, policies }) => !rls || !forced || (!partition && policies.length === 0),
    )
    expect(open.map(({ name }) => name)).toEqual([])
  })

  test.each(['web', 'customer'] as const)('shows %s nothing while no tenants are set', async (role) => {
    for (const { name, partition } of await tenantTables()) {
      const granted = await pool('owner').query(`SELECT has_table_privilege($1, $2, 'SELECT') AS may`, [
        `earshot_${role}`,
        name,
      ])
      if (partition) expect([name, granted.rows[0]?.may]).toEqual([name, false])
      if (!granted.rows[0]?.may) continue
      const { rows } = await pool(role).query(`SELECT count(*)::int AS n FROM "${name}"`)
      expect([name, rows[0]?.n]).toEqual([name, 0])
    }
  })

  test('is given to the processes by name only, never to everybody', async () => {
    const { rows } = await pool('owner').query(`
      SELECT c.relname FROM pg_class c, aclexplode(c.relacl) g
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'S') AND g.grantee = 0`)
    expect(rows).toEqual([])
  })

  test('would be missed if it were new and open: the check sees a table made without the wall', async () => {
    await pool('owner').query('CREATE TABLE forgotten (customer_id uuid)')
    try {
      const open = (await tenantTables()).filter(({ rls, forced }) => !rls || !forced)
      expect(open.map(({ name }) => name)).toEqual(['forgotten'])
    } finally {
      await pool('owner').query('DROP TABLE forgotten')
    }
  })

  test('functions that act as their owner pin their search path and are not open to everybody', async () => {
    const { rows } = await pool('owner').query(`
      SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
        AND (coalesce(array_to_string(p.proconfig, ','), '') NOT LIKE '%search_path=%'
          OR EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g WHERE g.grantee = 0))`)
    expect(rows).toEqual([])
  })
})
