import { Refused } from '#lib/errors.ts'
import type { IncidentTime } from '../contract.ts'
import {
  draftIncidentEvent,
  type IncidentActor,
  type IncidentChange,
  type IncidentRow,
  timeColumns,
} from './incident-row.ts'
import { timeWords, wrongOrder } from './times.ts'

/** One of the times, corrected by a person; null = unknown again. What was there before stands in the event. */
export function decideTime(
  row: IncidentRow,
  { time, at, reason }: { time: IncidentTime; at: Date | null; reason?: string | undefined },
  by: IncidentActor,
  now: Date,
): IncidentChange | Refused {
  const column = timeColumns[time]
  const was = row[column]
  if (was?.getTime() === at?.getTime()) return { patch: {}, events: [] }
  if (at !== null && at > now) return new Refused('bad-request', 'That time has not come yet.')
  if (time === 'declared' && at === null)
    return new Refused('bad-request', 'When it was declared is always known.')
  const patch = { [column]: at }
  const wrong = wrongOrder({ ...row, ...patch })
  if (wrong)
    return new Refused('bad-request', `Then ${timeWords[wrong[0]]} would be before ${timeWords[wrong[1]]}.`)
  const data = { field: time, from: was?.getTime() ?? null, to: at?.getTime() ?? null }
  return { patch, events: [draftIncidentEvent(by, 'time', data, reason ?? null)] }
}
