import { type EventType, eventTypes } from '#lib/telemetry/event-types.ts'

/** Exceptions, logs and the like say nothing about quality. */
const noContext: readonly EventType[] = [
  'exception',
  'rejection',
  'console',
  'log',
  'custom',
  'chat', // read apart: there may be thousands, and the newest matter
  'sdk',
  'devices',
  'user-rating',
  'report-code',
]

/** The events that a participant's context is made of. */
export const contextTypes = (Object.keys(eventTypes) as EventType[]).filter(
  (type) => !noContext.includes(type),
)

/** The events of which a chat's health is made, beside those of data channels. */
export const chatTypes: EventType[] = ['chat']
