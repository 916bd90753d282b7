import { type AlertRow, type Change, draftEvent, type EventActor, openAgain } from './alert-row.ts'
import { flapAgain, flapping, type Reopenings } from './flapping.ts'

export type ReopenedBecause = 'back' | 'still-breaching' | 'worse'

/** By itself: one flap more, and from the third within half an hour on they fold. */
export function reopenByItself(
  row: AlertRow,
  reopenings: Reopenings,
  because: ReopenedBecause,
  now: Date,
  actor: EventActor,
): Change {
  const flap = flapAgain(row.flappingSince, reopenings, now)
  const reopened = draftEvent(actor, 'reopened', {
    fromState: row.state,
    toState: 'open',
    data: { because, ...(flap.folded && { folded: true }) },
  })
  const begins = draftEvent(actor, 'flapping', {
    data: { reopenings: flapping.reopenings, withinMs: flapping.windowMs },
  })
  return {
    patch: { ...openAgain, flaps: row.flaps + 1, flappingSince: flap.since },
    events: flap.begins ? [reopened, begins] : [reopened],
  }
}
