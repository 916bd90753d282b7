import { fleetFindingsSchema } from '#lib/diagnosis/fleet/contract.ts'
import { readFleetFindings } from '#lib/sessions/fleet/ask-fleet.server.ts'
import { route } from '../../../door.ts'

export const GET = route(
  'GET /api/v1/fleet/findings',
  { respond: fleetFindingsSchema },
  async ({ member, now }) => ({
    findings: await readFleetFindings(member, now),
    serverTime: now.getTime(),
  }),
)
