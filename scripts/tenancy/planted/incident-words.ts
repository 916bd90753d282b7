import type { Bodies, Planting, Plants } from './contract.ts'

/** What this area stores of a tenant, its word in every text field; ids by kind. */
export async function plantIncidentWords(_planting: Planting): Promise<Plants> {
  return {}
}

/** Bodies that are right. */
export const incidentWordBodies: Bodies = {}
