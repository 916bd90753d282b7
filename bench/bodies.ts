import { readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { type ReplayedParticipant, readRecording, replayRecording } from './replay-recording.ts'

/** One sample of a recorded participant as text, so that a body costs the generator little more than joining strings. */
type Step = { report: string; events: string[]; tMs: number }
/** A recorded call: what each of its participants reported, step by step. */
export type RecordedCall = { participants: Step[][] }

const folder = new URL('./corpus/recorded/', import.meta.url)
const leftOut = /about-webrtc|camera-denied|ice-udp-blocked|publish-fail|signal/

/** Every recording in which all take part throughout, impaired or not: two-party calls and one of four. */
export function readCalls(): RecordedCall[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json.gz') && !leftOut.test(name))
    .map((name) => replayRecording(readRecording(new URL(name, folder))))
    .filter((people) => people.length > 1 && people.every(({ reports }) => reports.length >= 20))
    .map((people) => ({ participants: people.map(stepsOf) }))
}

function stepsOf({ reports, events }: ReplayedParticipant): Step[] {
  let from = Number.NEGATIVE_INFINITY
  return reports.map(([, t, connections, tracks]) => {
    const own = events.filter((event) => event.t >= from && event.t < t && event.type !== 'left')
    from = t
    return {
      tMs: t,
      report: `,${JSON.stringify(connections)},${JSON.stringify(tracks)}]`,
      events: own.map(({ seq: _seq, t: at, ...rest }) => `${at - t},${JSON.stringify(rest).slice(1)}`),
    }
  })
}

/** A pretended participant: whose recording, how far, and its own clock. */
export type Sender = {
  head: string
  boot: string
  steps: Step[]
  at: number
  seq: number
  clockMs: number
  batches: number
}
export type Body = { bytes: Buffer; reports: number; events: number; plainBytes: number }

const sampleMs = 2_000
/** What the SDK does: `gzipFrom` of lib/browser-sdk/send.ts. */
const gzipOver = 2_048

/** The next five seconds of a sender: two or three samples and what happened between them. */
export function nextBody(sender: Sender, uuid: () => string, gzip: boolean): Body {
  const count = sender.batches++ % 2 === 0 ? 3 : 2
  const reports: string[] = []
  const events: string[] = []
  for (let i = 0; i < count; i++) {
    sender.clockMs += sampleMs
    const step = sender.steps[sender.at++ % sender.steps.length]
    if (!step) break
    if (sender.at <= sender.steps.length)
      for (const event of step.events) {
        const comma = event.indexOf(',')
        const t = Math.round(sender.clockMs + Number(event.slice(0, comma)))
        events.push(`{"seq":${sender.seq++},"t":${t},${event.slice(comma + 1)}`)
      }
    reports.push(`[${sender.seq++},${sender.clockMs}${step.report}`)
  }
  return bodyOf(sender, reports, events, uuid, gzip)
}

/** The last words of a sender. */
export function leavingBody(sender: Sender, uuid: () => string): Body {
  const left = `{"seq":${sender.seq++},"t":${sender.clockMs},"type":"left","data":{"reason":"user"}}`
  return bodyOf(sender, [], [left], uuid, false)
}

function bodyOf(
  { head, boot, clockMs }: Sender,
  reports: string[],
  events: string[],
  uuid: () => string,
  gzip: boolean,
): Body {
  const text = `{"v":1,"batch":"${uuid()}","boot":"${boot}","sentAt":${clockMs},${head},"reports":[${reports.join()}],"events":[${events.join()}]}`
  const plain = Buffer.from(text)
  const bytes = gzip && plain.length > gzipOver ? gzipSync(plain, { level: 1 }) : plain
  return { bytes, reports: reports.length, events: events.length, plainBytes: plain.length }
}
