import { z } from 'zod'
import { connectionColumns, reportColumns, trackColumns, trackHeadColumns, trackTypes } from './columns.ts'
import { envelopeSchema, eventSchema, limits, reportSchema } from './contract.ts'
import { eventTypes } from './event-types.ts'

/** The JSON Schema of `earshot/1` that anyone may fetch: made from the contract itself, so it cannot differ. */
export function publishedSchema(): Record<string, unknown> {
  const envelope = z.toJSONSchema(envelopeSchema, { io: 'input' })
  const { $schema: _r, ...report } = z.toJSONSchema(reportSchema, { io: 'input' })
  const { $schema: _e, ...event } = z.toJSONSchema(eventSchema, { io: 'input' })
  return {
    ...envelope,
    title: 'earshot/1',
    description:
      'A batch of reports and events of one participant. Reports are positional: earshotColumns names the columns. ' +
      'Counters are cumulative as W3C webrtc-stats has them; null means that the browser does not know.',
    properties: {
      ...envelope.properties,
      reports: { type: 'array', maxItems: limits.maxReportsPerBatch, items: { $ref: '#/$defs/report' } },
      events: { type: 'array', maxItems: limits.maxEventsPerBatch, items: { $ref: '#/$defs/event' } },
    },
    $defs: { report, event },
    earshotLimits: limits,
    earshotColumns: {
      report: reportColumns,
      connection: connectionColumns,
      trackHead: trackHeadColumns,
      trackTypes,
      track: trackColumns,
    },
    earshotEvents: eventTypes,
  }
}
