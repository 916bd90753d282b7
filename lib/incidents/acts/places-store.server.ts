import type { Db } from '../store.server.ts'

/** How many of these the customer has. */
export async function countPlaces(
  db: Db,
  customerId: string,
  appIds: readonly string[],
  componentIds: readonly string[],
): Promise<{ apps: number; components: number }> {
  const { rows } = await db.query<{ apps: number; components: number }>(
    `SELECT (SELECT count(*)::int FROM app WHERE customer_id = $1 AND id = ANY($2::uuid[])) AS apps,
            (SELECT count(*)::int FROM component WHERE customer_id = $1 AND id = ANY($3::uuid[])) AS components`,
    [customerId, appIds, componentIds],
  )
  return rows[0] ?? { apps: 0, components: 0 }
}
