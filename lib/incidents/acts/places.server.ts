import { Refused } from '#lib/errors.ts'
import type { Db } from '../store.server.ts'
import { countPlaces } from './places-store.server.ts'

type Places = { appIds?: string[] | undefined; componentIds?: string[] | undefined }

/** Apps and components are this customer's own. */
export async function refuseForeignPlaces(
  db: Db,
  customerId: string,
  { appIds = [], componentIds = [] }: Places,
): Promise<Refused | null> {
  if (appIds.length + componentIds.length === 0) return null
  const known = await countPlaces(db, customerId, appIds, componentIds)
  if (known.apps < new Set(appIds).size) return new Refused('bad-request', 'This customer has no such app.')
  if (known.components < new Set(componentIds).size)
    return new Refused('bad-request', 'This customer has no such component.')
  return null
}
