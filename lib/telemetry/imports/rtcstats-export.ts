import { clientOf } from './client-of.ts'
import { finishCall } from './finish-call.ts'
import type { Reading } from './imported-call.ts'
import { legacyGaps } from './legacy-stats.ts'
import type { Section } from './object-dump.ts'
import { createBudget, createParticipant, type Participant } from './participant.ts'
import { type Bag, bagOf, epochMs, isBag, textOf } from './pieces.ts'

/** What rtcstats wrote in 2016: one JSON object, per connection a list of {time, type, value}, stats whole. */
export function readRtcstatsExport(reading: Reading): Section {
  const budget = createBudget()
  const one = createParticipant('participant', reading, budget)
  return {
    wish: (path, isContainer) => (path.length <= 2 && isContainer ? 'enter' : 'take'),
    take([, pc], value) {
      if (isBag(value)) takeEntry(one, String(pc), value, budget.notes)
    },
    end({ values, mediaAsks }) {
      for (const entry of mediaAsks) if (isBag(entry)) takeEntry(one, undefined, entry, budget.notes)
      one.client = clientOf(values)
      return finishCall({ format: 'rtcstats-export', formatVersion: '2016', budget }, [one])
    },
  }
}

function takeEntry(one: Participant, pc: string | undefined, { time, type, value }: Bag, notes: Set<string>) {
  const t = epochMs(time)
  const name = textOf(type)
  if (t === undefined || name === undefined) return
  const connection = pc === undefined ? undefined : one.connection(pc)
  if (name.toLowerCase() !== 'getstats') return one.tell({ t, name, value, connection })
  const stats = Object.values(bagOf(value))
  if (stats.some((stat) => bagOf(stat).type === 'ssrc')) notes.add(legacyGaps)
  one.sample(connection, t, stats)
}
