import type { IncidentTime } from '../contract.ts'
import { type IncidentPatch, type IncidentRow, timeColumns } from './incident-row.ts'

type Times = Pick<IncidentRow, (typeof timeColumns)[IncidentTime]>

/**
 * Which time cannot come before which. Declaring is a note of ours: it may be made long after, so nothing hangs on it.
 * The impact may end before or after somebody calls it resolved.
 */
const order: readonly (readonly IncidentTime[])[] = [
  ['impactStarted', 'detected', 'acknowledged', 'mitigated', 'resolved'],
  ['impactStarted', 'impactEnded'],
]

export const timeWords: Record<IncidentTime, string> = {
  impactStarted: 'the start of the impact',
  detected: 'its detection',
  declared: 'its declaration',
  acknowledged: 'the first person on it',
  mitigated: 'the mitigation',
  resolved: 'the resolution',
  impactEnded: 'the end of the impact',
}

/** The first pair that stands in the wrong order: [what is too early, what it must not precede]. */
export function wrongOrder(row: Times): [IncidentTime, IncidentTime] | null {
  for (const chain of order) {
    let last: IncidentTime | null = null
    for (const time of chain) {
      const at = row[timeColumns[time]]
      if (at === null) continue
      const before = last && row[timeColumns[last]]
      if (last && before && before > at) return [time, last]
      last = time
    }
  }
  return null
}

/** A time as it may be set by itself: not after one that follows it, nor before one that precedes it. */
export function fitted(row: Times, time: IncidentTime, at: Date): Date {
  const ms = (other: IncidentTime) => row[timeColumns[other]]?.getTime() ?? null
  let fitting = at.getTime()
  for (const chain of order) {
    const place = chain.indexOf(time)
    if (place < 0) continue
    const known = (times: readonly IncidentTime[]) => times.flatMap((other) => ms(other) ?? [])
    fitting = Math.max(fitting, ...known(chain.slice(0, place)))
    fitting = Math.min(fitting, ...known(chain.slice(place + 1)))
  }
  return new Date(fitting)
}

/** Sets what is unknown yet; what is known stays as it is. */
export function firstTimes(row: IncidentRow, entered: readonly IncidentTime[], at: Date): IncidentPatch {
  const patch: IncidentPatch = {}
  for (const time of entered) {
    const column = timeColumns[time]
    if (row[column] === null) patch[column] = fitted({ ...row, ...patch }, time, at)
  }
  return patch
}
