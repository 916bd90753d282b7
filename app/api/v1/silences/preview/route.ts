import { mutePreviewRequestSchema, mutePreviewSchema } from '#lib/alerting/suppression/contract.ts'
import { previewMute } from '#lib/alerting/suppression/preview-mute.server.ts'
import { route } from '../../../door.ts'

export const POST = route(
  'POST /api/v1/silences/preview',
  { body: mutePreviewRequestSchema, respond: mutePreviewSchema },
  ({ member, body }) => previewMute(member, body),
)
