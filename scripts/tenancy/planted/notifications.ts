import { channelBodies, plantChannels } from './channels.ts'
import type { Bodies, Planting, Plants } from './contract.ts'

/** Channels, routes, policies, schedules and messages of a tenant, its word in every text field; their ids by kind. */
export async function plantNotifications(planting: Planting): Promise<Plants> {
  return { ...(await plantChannels(planting)) }
}

/** Bodies that are right. */
export const notificationBodies: Bodies = { ...channelBodies }
