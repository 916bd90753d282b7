import type { TimelineLine } from '../api-contract.ts'
import type { IncidentRow } from '../state/incident-row.ts'
import type { Db } from '../store.server.ts'
import { toldAlertEvents } from './alert-sentence.ts'
import type { Naming } from './incident-sentence.ts'
import {
  alertLines,
  deployLines,
  eventLines,
  findingLines,
  mergeLines,
  noteLines,
  signalLines,
  updateLines,
} from './lines.ts'
import {
  findAlertLines,
  findDeployLines,
  findEventLines,
  findFindingLines,
  findMarks,
  findNoteLines,
  findSignalLines,
  findUpdateLines,
} from './store.server.ts'

/** The one timeline of an incident, oldest first. */
export async function readTimeline(
  db: Db,
  row: IncidentRow,
  { labels, timeZone, now }: { labels: ReadonlyMap<string, string>; timeZone: string; now: Date },
): Promise<TimelineLine[]> {
  const naming: Naming = {
    status: (key) => labels.get(key) ?? key,
    time: (at) => inZone(timeZone).format(at),
  }
  const sources = [
    alertLines((await findAlertLines(db, row, toldAlertEvents)).reverse(), naming),
    findingLines((await findFindingLines(db, row, now)).reverse()),
    deployLines(await findDeployLines(db, row, now)),
    eventLines((await findEventLines(db, row)).reverse(), naming),
    noteLines((await findNoteLines(db, row)).reverse()),
    updateLines((await findUpdateLines(db, row)).reverse()),
    signalLines((await findSignalLines(db, row)).reverse()),
  ]
  return mergeLines(sources, await findMarks(db, row))
}

/** Sentences are written here, so their times are of the customer's zone, and say so. */
const inZone = (timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
    timeZoneName: 'short',
  })
