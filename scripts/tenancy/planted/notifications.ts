import type { Bodies, Planting, Plants } from './contract.ts'

/** Channels, routes, policies, schedules and messages of a tenant, its word in every text field; their ids by kind. */
export async function plantNotifications(_planting: Planting): Promise<Plants> {
  return {}
}

/** Bodies that are right. */
export const notificationBodies: Bodies = {}
