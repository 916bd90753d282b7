import {
  channelsSchema,
  inhibitionsSchema,
  policiesSchema,
  routesSchema,
  schedulesSchema,
} from '#lib/notifications/contract.ts'
import { collection } from './collection.ts'

export const channels = collection(
  '/api/v1/channels',
  channelsSchema,
  (answer) => answer.channels,
  ({ channelId }) => channelId,
)
export const routes = collection(
  '/api/v1/routes',
  routesSchema,
  (answer) => answer.routes,
  ({ routeId }) => routeId,
)
export const inhibitions = collection(
  '/api/v1/inhibitions',
  inhibitionsSchema,
  (answer) => answer.inhibitions,
  ({ inhibitionId }) => inhibitionId,
)
export const policies = collection(
  '/api/v1/policies',
  policiesSchema,
  (answer) => answer.policies,
  ({ policyId }) => policyId,
)
export const schedules = collection(
  '/api/v1/schedules',
  schedulesSchema,
  (answer) => answer.schedules,
  ({ scheduleId }) => scheduleId,
)
