import { templatesSchema } from '#lib/incidents/words/contract.ts'
import { readTemplates } from '#lib/incidents/words/templates.server.ts'
import { route } from '../../door.ts'

export const GET = route('GET /api/v1/update-templates', { respond: templatesSchema }, ({ member }) =>
  readTemplates(member.scope),
)
