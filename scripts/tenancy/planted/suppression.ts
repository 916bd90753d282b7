import type { Bodies, Planting, Plants } from './contract.ts'

/** Silences and maintenance of a tenant, its word in every text field; their ids by kind. */
export async function plantSuppressions(_planting: Planting): Promise<Plants> {
  return {}
}

/** Bodies that are right. */
export const suppressionBodies: Bodies = {}
