import { z } from 'zod'
import { callsQuery } from '../sessions/asked-calls.ts'

/** Reports ask about calls like the list does; simulated calls are counted only when asked for. */
export const reportQuery = {
  ...callsQuery,
  simulated: z
    .enum(['yes', 'no'])
    .default('no')
    .transform((word) => word === 'yes'),
}
