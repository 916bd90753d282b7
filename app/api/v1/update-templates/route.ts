import { newTemplateSchema, templateSchema, templatesSchema } from '#lib/incidents/words/contract.ts'
import { addTemplate, readTemplates } from '#lib/incidents/words/templates.server.ts'
import { route } from '../../door.ts'

export const GET = route('GET /api/v1/update-templates', { respond: templatesSchema }, ({ member }) =>
  readTemplates(member.scope),
)

export const POST = route(
  'POST /api/v1/update-templates',
  { body: newTemplateSchema, respond: templateSchema, status: 201 },
  ({ member, body, now }) => addTemplate(member, body, now),
)
