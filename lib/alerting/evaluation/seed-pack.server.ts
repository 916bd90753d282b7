import type { Pool } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { defaultPack, type PackRule } from './default-pack.ts'
import { seedRule } from './state/pack-store.server.ts'

/**
 * Puts the default pack there. A rule that somebody has changed, disabled or deleted is theirs and stays as it is; one
 * that nobody has touched follows the pack of this version.
 */
export async function seedDefaultPack(
  db: Pool,
  now: Date,
  pack: readonly PackRule[] = defaultPack,
): Promise<void> {
  for (const rule of pack) await seedRule(db, { ...rule, ruleId: uuidv7() }, now)
}
