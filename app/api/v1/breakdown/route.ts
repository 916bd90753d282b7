import { z } from 'zod'
import { breakdownSchema } from '#lib/sessions/breakdown/contract.ts'
import { dimensionNames } from '#lib/sessions/breakdown/dimensions.ts'
import { breakDown } from '#lib/sessions/breakdown/report.server.ts'
import { route } from '../../door.ts'
import { askedCalls } from '../sessions/asked-calls.ts'
import { reportQuery } from './report-query.ts'

const query = z.strictObject({ ...reportQuery, by: z.enum(dimensionNames).default('cause') })

export const GET = route(
  'GET /api/v1/breakdown',
  { query, respond: breakdownSchema },
  ({ member: { scope }, query: { by, simulated, ...calls } }) =>
    breakDown(scope, by, { ...askedCalls(scope, calls), simulated }),
)
