import type { Bodies, Planting, Plants } from './contract.ts'

/** Outside monitors and heartbeats of a tenant, its word in every text field; their ids by kind. */
export async function plantIntakes(_planting: Planting): Promise<Plants> {
  return {}
}

/** Bodies that are right. */
export const intakeBodies: Bodies = {}
