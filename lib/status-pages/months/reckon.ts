import { z } from 'zod'
import type { HowComputed } from '../contract.ts'
import { weightsSchema } from '../settings.ts'
import type { Weights } from '../uptime/states.ts'
import type { Uptime } from '../uptime/tally.ts'

/** The figures of one component over one month. */
export type Figures = Pick<Uptime, 'upMs' | 'downMs' | 'unknownMs' | 'maintenanceMs' | 'ratio'>
/** What they were reckoned with: a new contract does not rewrite old months. */
export type Reckoning = { weights: Weights; excusesMaintenance: boolean }
export type Correction = { at: number; was: number | null; became: number | null; why: string }

const reckoningSchema = z.object({ weights: weightsSchema, excusesMaintenance: z.boolean() })

/** That of the frozen month, or today's where it is not known. */
export function reckoningOf(stored: unknown, how: HowComputed): Reckoning {
  const parsed = reckoningSchema.safeParse(stored)
  return parsed.success ? parsed.data : { weights: how.weights, excusesMaintenance: how.excusesMaintenance }
}

/** Null = nothing to correct. Any millisecond counts: what differs is told. */
export function correctionOf(
  was: Figures,
  became: Figures,
  { at, references }: { at: number; references: readonly string[] },
): Correction | null {
  const keys = ['upMs', 'downMs', 'unknownMs', 'maintenanceMs'] as const
  if (references.length === 0 || keys.every((key) => was[key] === became[key])) return null
  const why = `${references.length === 1 ? 'An incident was' : 'Incidents were'} corrected: ${references.join(', ')}.`
  return { at, was: was.ratio, became: became.ratio, why }
}
