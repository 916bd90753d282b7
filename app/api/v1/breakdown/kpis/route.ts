import { z } from 'zod'
import { kpisSchema } from '#lib/sessions/breakdown/contract.ts'
import { readKpis } from '#lib/sessions/breakdown/report.server.ts'
import { route } from '../../../door.ts'
import { askedCalls } from '../../sessions/asked-calls.ts'
import { reportQuery } from '../report-query.ts'

export const GET = route(
  'GET /api/v1/breakdown/kpis',
  { query: z.strictObject(reportQuery), respond: kpisSchema },
  ({ member: { scope }, query: { simulated, ...calls }, now }) =>
    readKpis(scope, { ...askedCalls(scope, calls), simulated }, now),
)
