import { changeComponent } from '#lib/status-pages/components/components.server.ts'
import { changedComponentSchema, componentSettingSchema } from '#lib/status-pages/contract.ts'
import { idParams, route } from '../../../../door.ts'

export const PATCH = route(
  'PATCH /api/v1/status/components/[componentId]',
  { params: idParams('componentId'), body: changedComponentSchema, respond: componentSettingSchema },
  ({ member, params, body, now }) => changeComponent(member, params.componentId, body, now),
)
