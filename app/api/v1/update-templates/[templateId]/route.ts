import { changedTemplateSchema, templateSchema } from '#lib/incidents/words/contract.ts'
import { changeTemplate, deleteTemplate } from '#lib/incidents/words/templates.server.ts'
import { idParams, route } from '../../../door.ts'

export const PUT = route(
  'PUT /api/v1/update-templates/[templateId]',
  { params: idParams('templateId'), body: changedTemplateSchema, respond: templateSchema },
  ({ member, params, body, now }) => changeTemplate(member, params.templateId, body, now),
)

export const DELETE = route(
  'DELETE /api/v1/update-templates/[templateId]',
  { params: idParams('templateId'), respond: templateSchema },
  ({ member, params, now }) => deleteTemplate(member, params.templateId, now),
)
