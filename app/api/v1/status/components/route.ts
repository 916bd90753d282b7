import { z } from 'zod'
import { readComponents } from '#lib/status-pages/components/components.server.ts'
import { componentSettingsSchema } from '#lib/status-pages/contract.ts'
import { route } from '../../../door.ts'

const query = z.strictObject({ customer: z.uuid() })

export const GET = route(
  'GET /api/v1/status/components',
  { query, respond: componentSettingsSchema },
  async ({ member, query }) => ({ components: await readComponents(member, query.customer) }),
)
