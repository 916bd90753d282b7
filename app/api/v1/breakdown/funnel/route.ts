import { z } from 'zod'
import { funnelSchema } from '#lib/sessions/breakdown/contract.ts'
import { readFunnel } from '#lib/sessions/breakdown/report.server.ts'
import { route } from '../../../door.ts'
import { askedCalls } from '../../sessions/asked-calls.ts'
import { reportQuery } from '../report-query.ts'

export const GET = route(
  'GET /api/v1/breakdown/funnel',
  { query: z.strictObject(reportQuery), respond: funnelSchema },
  ({ member: { scope }, query: { simulated, ...calls } }) =>
    readFunnel(scope, { ...askedCalls(scope, calls), simulated }),
)
