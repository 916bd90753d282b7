import { streamKeys } from '#lib/quality/participant-context.ts'
import type { TrackQuality } from '#lib/quality/track-quality.ts'
import { limits } from '../limits.ts'
import type { Person, Sent } from '../person.ts'

/** The people of one call and the streams between them. */
export type Call = { people: readonly Person[]; streams: readonly Stream[]; nowMs: number }

/** One received track with its sending end; `sender` null = not in this call, or not to be told. */
export type Stream = {
  receiver: Person
  number: number
  track: TrackQuality
  sender: Person | null
  sent: readonly TrackQuality[]
}

/** Joins both ends of every stream by what browsers call it. */
export function callOf(people: readonly Person[], nowMs: number): Call {
  const senders = sendersByKey(people)
  const streams: Stream[] = []
  for (const receiver of people)
    for (const [number, track] of receiver.quality.tracks) {
      if (track.type !== 'inbound-audio' && track.type !== 'inbound-video') continue
      const sent = senderOf(senders, receiver, number)
      streams.push({ receiver, number, track, sender: sent?.person ?? null, sent: sent?.tracks ?? [] })
    }
  return { people, streams, nowMs }
}

type Senders = Map<string, Sent[]>

function sendersByKey(people: readonly Person[]): Senders {
  const senders: Senders = new Map()
  for (const person of people)
    for (const [key, numbers] of person.context.sent) {
      const tracks = numbers.flatMap((number) => person.quality.tracks.get(number) ?? [])
      if (tracks.length === 0) continue
      const known = senders.get(key)
      if (known === undefined) senders.set(key, [{ person, tracks }])
      else known.push({ person, tracks })
    }
  return senders
}

function senderOf(senders: Senders, receiver: Person, number: number): Sent | null {
  const context = receiver.context.tracks.get(number)
  if (context === undefined) return null
  for (const key of streamKeys(context)) {
    const sent = senders.get(key)?.find(({ person }) => person !== receiver)
    if (sent !== undefined) return sent
  }
  return null
}

/** Loses something of what is sent or received, or misses what it should get: worth a look at both ends. */
export function isTroubled({ quality }: Person): boolean {
  for (const track of quality.tracks.values()) {
    const lossPct =
      track.inAudio?.netLossPct ??
      track.inVideo?.netLossPct ??
      track.outAudio?.upLossPct ??
      track.outVideo?.upLossPct
    if (lossPct != null && lossPct >= limits.loss.clear) return true
    const isReceived = track.type === 'inbound-audio' || track.type === 'inbound-video'
    if (isReceived && (track.state === 'stalled' || (track.state === 'idle' && track.closed))) return true
  }
  return false
}
