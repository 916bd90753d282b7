import { z } from 'zod'
import { groupRules } from './uptime/group.ts'
import { areInOrder, defaultWeights, type Weights } from './uptime/states.ts'

/**
 * What the MSP chose for a customer's page; the column `settings` of `status_page`. Whatever a row lacks, or holds in an
 * older shape, is the default: a page never fails over its settings.
 */
const weight = z.number().min(0).max(1)
export const weightsSchema = z
  .strictObject({ degraded: weight, 'partial-outage': weight, 'major-outage': weight })
  .refine((weights: Weights) => areInOrder(weights), 'a worse state may not weigh less')

export const statusPageSettingsSchema = z.object({
  weights: weightsSchema.catch({ ...defaultWeights }),
  /** how one figure comes from all components */
  groupRule: z.enum(groupRules).catch('mean'),
  /** numbers that the customer is shown */
  showsUptime: z.boolean().catch(true),
  showsCallSuccess: z.boolean().catch(true),
})
export type StatusPageSettings = z.infer<typeof statusPageSettingsSchema>

export const settingsOf = (stored: unknown): StatusPageSettings =>
  statusPageSettingsSchema.parse(typeof stored === 'object' && stored !== null ? stored : {})
