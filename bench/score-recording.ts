import { applyEvent, createContext, type ParticipantContext } from '#lib/quality/participant-context.ts'
import {
  createParticipantQuality,
  type ParticipantQuality,
  type ParticipantStep,
  type SenderFacts,
  senderFacts,
  stepParticipant,
} from '#lib/quality/score-participant.ts'
import { decodeReport } from '#lib/telemetry/decode-report.ts'
import type { ReplayedParticipant } from './replay-recording.ts'

/** One participant as an engine holds it while the call is replayed. */
export type Scored = {
  id: string
  context: ParticipantContext
  quality: ParticipantQuality
  steps: { t: number; step: ParticipantStep }[]
}

/** Steps all participants through one call, in the order of time, each knowing the others as senders. */
export function scoreRecording(participants: readonly ReplayedParticipant[], intervalMs = 2_000): Scored[] {
  const scored = participants.map(({ id }) => ({
    id,
    context: createContext(),
    quality: createParticipantQuality(),
    steps: [] as Scored['steps'],
  }))
  const items = participants.flatMap((participant, i) => [
    ...participant.events.map((event) => ({ t: event.t, seq: event.seq, i, event, report: null })),
    ...participant.reports.map((report) => ({ t: report[1], seq: report[0], i, event: null, report })),
  ])
  items.sort((a, b) => a.t - b.t || a.seq - b.seq)
  for (const { i, event, report, t } of items) {
    const one = scored[i]
    if (one === undefined) continue
    if (event) applyEvent(one.context, event)
    if (!report) continue
    const surroundings = { intervalMs, senderOf: senderAmong(scored, one, intervalMs, t), rttPeerMs: 0 }
    one.steps.push({
      t,
      step: stepParticipant(one.quality, decodeReport(report), one.context, surroundings, t),
    })
  }
  return scored
}

function senderAmong(all: readonly Scored[], one: Scored, intervalMs: number, nowMs: number) {
  return (key: string): SenderFacts | null => {
    for (const other of all) {
      if (other === one) continue
      const facts = senderFacts(other.quality, other.context, key, intervalMs, nowMs)
      if (facts !== null) return facts
    }
    return null
  }
}
