import type { EventData, EventType } from '../event-types.ts'
import { type Bag, bagOf, isBag, listOf, textOf } from './pieces.ts'

/** What a page asked of camera, microphone or screen, until the browser's answer comes. */
type Ask = { id: string | undefined; t: number; isDisplay: boolean; audio: boolean; video: boolean }
export type CapturedTrack = { id: string; kind: string; label: string }
export type Answer = {
  t: number
  type: EventType
  data: EventData
  tracks: CapturedTrack[]
  isDisplay: boolean
}

/** Names of one error that changed over the years. */
const todaysNames: Record<string, string> = {
  PermissionDeniedError: 'NotAllowedError',
  PermissionDismissedError: 'NotAllowedError',
  DevicesNotFoundError: 'NotFoundError',
  TrackStartError: 'NotReadableError',
  SourceUnavailableError: 'NotReadableError',
  ConstraintNotSatisfiedError: 'OverconstrainedError',
  InvalidStateError: 'InvalidStateError',
}

export function createMediaAsks(hash: (text: string) => string) {
  let open: Ask[] = []

  function asked(t: number, isDisplay: boolean, constraints: unknown, id?: string): void {
    const { audio, video } = bagOf(constraints)
    open.push({ id, t, isDisplay, audio: isAsked(audio), video: isAsked(video) })
    if (open.length > 200) open.shift()
  }

  /** An answer belongs to the ask with its id, else to the oldest of its kind. */
  function take(isDisplay: boolean, id: string | undefined): Ask | undefined {
    const ask =
      open.find((one) => id !== undefined && one.id === id) ??
      open.find((one) => one.isDisplay === isDisplay && (id === undefined || one.id === undefined))
    open = open.filter((one) => one !== ask)
    return ask
  }

  function answered(t: number, isDisplay: boolean, value: unknown, id?: string): Answer {
    const ask = take(isDisplay, id)
    const tracks = tracksOf(value)
    const labels = tracks.map(({ label }) => label).join('\n')
    const data: EventData = { ok: true, ...(ask && { ms: Math.max(0, Math.round(t - ask.t)) }) }
    if (!isDisplay && ask) Object.assign(data, { audio: ask.audio, video: ask.video })
    if (!isDisplay && labels.trim() !== '') data.deviceHash = hash(labels)
    return { t, type: isDisplay ? 'display-result' : 'gum-result', data, tracks, isDisplay }
  }

  function refused(t: number, isDisplay: boolean, value: unknown, id?: string): Answer {
    const ask = take(isDisplay, id)
    const data: EventData = {
      ok: false,
      error: errorName(value),
      ...(ask && { ms: Math.max(0, Math.round(t - ask.t)) }),
    }
    if (!isDisplay && ask) Object.assign(data, { audio: ask.audio, video: ask.video })
    return { t, type: isDisplay ? 'display-result' : 'gum-result', data, tracks: [], isDisplay }
  }

  return { asked, answered, refused }
}

/** Constraints, `true` and — in webrtc-internals — an empty text all ask; false, null and nothing do not. */
const isAsked = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== false && value !== 'false'

function errorName(value: unknown): string {
  const { name, error, errorName: other } = bagOf(value)
  const text = textOf(value) ?? textOf(name) ?? textOf(error) ?? textOf(other) ?? 'unknown'
  const word = /^[A-Za-z]{1,60}/.exec(text)?.[0] ?? 'unknown'
  return todaysNames[word] ?? word
}

/** A stream's tracks as each format writes them: objects, lists of kind, id and label, or texts `kind:id`. */
function tracksOf(value: unknown): CapturedTrack[] {
  const list = isBag(value) ? listOf(value.tracks) : listOf(value)
  return list.slice(0, 50).flatMap((one) => {
    const [kind, id, label] = Array.isArray(one) ? one : partsOf(bagOf(one))
    if (typeof kind !== 'string' || typeof id !== 'string') return []
    return [{ kind, id, label: typeof label === 'string' ? label : '' }]
  })
}

const partsOf = ({ kind, id, label }: Bag): unknown[] => [kind, id, label]
