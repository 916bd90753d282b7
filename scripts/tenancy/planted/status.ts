import type { Bodies, Planting, Plants } from './contract.ts'
import { plantComponents } from './status-components.ts'

/** What this area stores of a tenant, its word in every text field; ids by kind. */
export async function plantStatus(planting: Planting): Promise<Plants> {
  return { ...(await plantComponents(planting)) }
}

/** Bodies that are right. */
export const statusBodies: Bodies = {
  'PATCH /api/v1/status/components/[componentId]': () => ({ version: 1, description: 'Made by the check' }),
}
