import { finishCall } from './finish-call.ts'
import type { Reading } from './imported-call.ts'
import type { Section } from './object-dump.ts'
import { createBudget, createParticipant, type Participant } from './participant.ts'
import { type Bag, epochMs, isBag, listOf, textOf } from './pieces.ts'

const oneSample =
  'about:webrtc holds one sample per connection, taken when it was copied: totals are known, rates, times of trouble and scores are not.'

/** What Firefox's about:webrtc copies or saves as JSON: per connection one report, its parts sorted by type. */
export function readAboutWebrtc(reading: Reading): Section {
  const budget = createBudget()
  const one = createParticipant('participant', reading, budget)
  one.client = { browser: 'Firefox' }
  return {
    wish: (path, isContainer) => (path.length === 1 && isContainer ? 'enter' : 'take'),
    take(_path, value) {
      if (isBag(value)) takeReport(one, value)
    },
    end: () => finishCall({ format: 'about-webrtc', formatVersion: null, budget, notes: [oneSample] }, [one]),
  }
}

function takeReport(one: Participant, report: Bag) {
  const t = epochMs(report.timestamp)
  const name = textOf(report.pcid)
  if (t === undefined || name === undefined) return
  const connection = one.connection(name)
  for (const description of listOf(report.sdpHistory)) {
    if (!isBag(description)) continue
    const side = description.isLocal === true ? 'setLocalDescription' : 'setRemoteDescription'
    one.tell({
      t: Math.min(epochMs(description.timestamp) ?? t, t),
      name: side,
      value: description,
      connection,
    })
  }
  one.sample(connection, t, statsOf(report))
  if (report.closed === true) one.tell({ t, name: 'close', connection })
}

/** Lists named `…Stats` hold the parts; Firefox calls a camera's source by the list it stands in. */
function statsOf(report: Bag): unknown[] {
  return Object.entries(report).flatMap(([key, list]) =>
    key.endsWith('Stats') && key !== 'trickledIceCandidateStats' ? listOf(list) : [],
  )
}
