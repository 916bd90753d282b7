import { myNotificationsSchema } from '#lib/notifications/contract.ts'
import {
  changeMyNotifications,
  readMyNotifications,
} from '#lib/notifications/personal/my-notifications.server.ts'
import { route } from '../../../door.ts'

export const GET = route('GET /api/v1/me/notifications', { respond: myNotificationsSchema }, ({ member }) =>
  readMyNotifications(member),
)

export const PUT = route(
  'PUT /api/v1/me/notifications',
  { body: myNotificationsSchema, respond: myNotificationsSchema },
  ({ member, body, now }) => changeMyNotifications(member, body, now),
)
