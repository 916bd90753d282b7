import type { Db } from '../../store.server.ts'
import type { Foreign, ForeignKind, Own } from './check-leaks.ts'

/** What the search for leaks knows. The words of others come from functions that see more than whoever asks. */
export async function findForeign(
  db: Db,
  customerId: string,
  folded: string,
  tokens: readonly string[],
): Promise<Foreign> {
  const words = await db.query<{ kind: ForeignKind; word: string }>(
    'SELECT kind, word FROM earshot_foreign_words($1, $2)',
    [customerId, folded],
  )
  const ids = await db.query<{ kind: 'id' | 'host' | 'mail'; word: string }>(
    'SELECT kind, word FROM earshot_foreign_ids($1, $2)',
    [customerId, tokens],
  )
  const of = (kind: 'id' | 'host' | 'mail') =>
    ids.rows.filter((row) => row.kind === kind).map(({ word }) => word)
  return { words: words.rows, ids: of('id'), hosts: of('host'), mails: of('mail') }
}

export async function findOwn(
  db: Db,
  { customerId, reference, id }: { customerId: string; reference: string; id: string },
  tokens: readonly string[],
): Promise<Own> {
  const { rows } = await db.query<Omit<Own, 'reference'>>(
    `SELECT ARRAY(SELECT name FROM customer WHERE id = $1 UNION SELECT slug FROM customer WHERE id = $1
              UNION SELECT name FROM app WHERE customer_id = $1 UNION SELECT slug FROM app WHERE customer_id = $1
              UNION SELECT name FROM component WHERE customer_id = $1) AS words,
            ARRAY(SELECT s.id::text FROM session s WHERE s.customer_id = $1 AND s.id::text = ANY($2)
              UNION SELECT s.external_id FROM app a JOIN session s ON s.customer_id = a.customer_id AND s.app_id = a.id
                WHERE a.customer_id = $1 AND s.external_id = ANY($2)
              UNION SELECT i.reference FROM incident i WHERE i.customer_id = $1 AND lower(i.reference) = ANY($2)) AS ids,
            ARRAY(SELECT DISTINCT lower(regexp_replace(o, '^[a-z]+://|:[0-9]+$', '', 'g'))
              FROM app_key k, unnest(k.allowed_origins) o WHERE k.customer_id = $1) AS hosts,
            ARRAY(SELECT m.email FROM membership x JOIN member m ON m.id = x.member_id
              WHERE x.customer_id = $1 AND m.role::text IN ('customer', 'owner')) AS mails`,
    [customerId, tokens],
  )
  const [row] = rows
  return {
    ...(row ?? { words: [], ids: [], hosts: [], mails: [] }),
    ids: [...(row?.ids ?? []), id],
    reference,
  }
}
