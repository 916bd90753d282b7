import type { Db } from '../store.server.ts'

/** What other customers, and their apps, are called, as far as the one who shares may know them. */
export async function findForeignNames(db: Db, customerId: string): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT name FROM customer WHERE id <> $1 UNION SELECT slug FROM customer WHERE id <> $1
      UNION SELECT name FROM app WHERE customer_id <> $1
     EXCEPT (SELECT name FROM app WHERE customer_id = $1 UNION SELECT name FROM customer WHERE id = $1)`,
    [customerId],
  )
  return rows.map(({ name }) => name)
}
