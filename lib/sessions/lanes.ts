import { bandOf } from '#lib/quality/model.ts'
import type { Band, EventView, ParticipantView } from './contract.ts'
import { type Change, clip, merged, paintOver, type Segment, segmentsOf, uncovered } from './lane-segments.ts'

/**
 * A participant's life as stretches and marks on the session's time axis: what the lanes draw.
 * A missing event family never invents a state: what nobody told is left out, what was not measured is unknown.
 */

export type Presence = 'joining' | 'present' | 'no-telemetry' | 'left'
export type ConnectionState = 'new' | 'connecting' | 'connected' | 'disconnected' | 'failed'
/** `muted` on purpose, `blocked` by the system, a hardware key or the browser */
export type MediaState = 'on' | 'muted' | 'blocked'
export type MediaSource = 'mic' | 'camera' | 'screen'

export type GlyphKind =
  | 'ice-restart'
  | 'connection-failed'
  | 'device-error'
  | 'device-change'
  | 'exception'
  | 'rating'
  | 'offline'
  | 'report-code'
  | 'join-failed'
  | 'playback-blocked'
  | 'talking-muted'
  | 'chat-failed'
export type Glyph = { at: number; kind: GlyphKind; event: EventView }

export type Lane = {
  participantId: string
  presence: Segment<Presence>[]
  connection: Segment<ConnectionState>[]
  media: Record<MediaSource, Segment<MediaState>[]>
  hidden: Segment<'hidden'>[]
  quality: Segment<Band>[]
  glyphs: Glyph[]
}

/** The samples of one participant, oldest first; the columns run parallel to `at`. */
export type LaneSamples = {
  at: readonly number[]
  score: readonly (number | null)[]
  outAudioKbps: readonly (number | null)[]
  outVideoKbps: readonly (number | null)[]
}

/** The band of one single score, before any hysteresis. */
export function bandOfScore(score: number | null): Band {
  return score === null ? 'unknown' : bandOf(score)
}

const leastSilenceMs = 6_500

/** How long without a sample means silence: three usual intervals, wider when the series is thinned out. */
export function silenceAfterMs(at: readonly number[]): number {
  if (at.length < 3) return leastSilenceMs
  const steps = at
    .slice(1)
    .map((t, i) => t - (at[i] ?? t))
    .sort((a, b) => a - b)
  return Math.max(leastSilenceMs, 3 * (steps[Math.floor(steps.length * 0.75)] ?? 0))
}

/** Builds one lane. `end` is the right edge of what can be known: now while live, the end of the session after. */
export function laneOf(
  participant: Person & Pick<ParticipantView, 'participantId'>,
  events: readonly EventView[],
  samples: LaneSamples,
  end: number,
): Lane {
  const own = events.filter((event) => event.participantId === participant.participantId).sort(inOrder)
  const silence = silenceAfterMs(samples.at)
  const presence = presenceOf(participant, own, samples.at, silence, end)
  const inCall = merged(
    presence.flatMap(({ from, to, kind }) => (kind === 'left' ? [] : [{ from, to, kind: 'in' }])),
  )
  const seen = presence.filter((segment) => segment.kind === 'present')
  const known = presence.filter((segment) => segment.kind === 'present' || segment.kind === 'joining')
  return {
    participantId: participant.participantId,
    presence,
    connection: merged(clip(connectionOf(own, end), known)),
    media: {
      mic: merged(clip(mediaOf('mic', own, samples.at, samples.outAudioKbps, silence, end), known)),
      camera: merged(clip(mediaOf('camera', own, samples.at, samples.outVideoKbps, silence, end), known)),
      screen: merged(clip(mediaOf('screen', own, [], [], silence, end), known)),
    },
    hidden: merged(clip(hiddenOf(own, end), inCall)),
    quality: qualityOf(samples, silence, seen, inCall),
    glyphs: own.flatMap(glyphOf),
  }
}

function inOrder(a: EventView, b: EventView) {
  return a.at - b.at || a.boot - b.boot || a.seq - b.seq
}

type Person = Pick<ParticipantView, 'joinedAt' | 'leftAt' | 'state' | 'lastReportAt'>

const stragglerMs = 5_000
const presenceByEvent: Record<string, Presence> = {
  'join-attempt': 'joining',
  joined: 'present',
  'join-failed': 'left',
  left: 'left',
}

function presenceOf(
  participant: Person,
  own: readonly EventView[],
  at: readonly number[],
  silence: number,
  end: number,
): Segment<Presence>[] {
  const told = own.flatMap((event): Change<Presence>[] => {
    const kind = presenceByEvent[event.type]
    return kind ? [{ at: event.at, kind }] : []
  })
  const first = Math.min(participant.joinedAt, at[0] ?? Number.POSITIVE_INFINITY)
  if (!told.some((change) => change.at <= first + stragglerMs)) told.unshift({ at: first, kind: 'present' })
  const changes = withSamples(told, at)
  const last = changes.at(-1)
  if (participant.leftAt !== null && last?.kind !== 'left')
    changes.push({ at: Math.max(participant.leftAt, last?.at ?? 0), kind: 'left' })
  const silences = silencesOf(at, silence, end)
  if (participant.state === 'no-telemetry' && silences.at(-1)?.to !== end)
    silences.push({ from: participant.lastReportAt ?? first, to: end })
  return paintOver(segmentsOf(changes, end), silences, 'no-telemetry', 'present')
}

/** A sample proves presence, except one that straggles in right behind a goodbye. */
function withSamples(told: readonly Change<Presence>[], at: readonly number[]): Change<Presence>[] {
  const changes: Change<Presence>[] = []
  let sample = 0
  told.forEach((change, i) => {
    changes.push(change)
    const until = told[i + 1]?.at ?? Number.POSITIVE_INFINITY
    const proofFrom = change.kind === 'left' ? change.at + stragglerMs : change.at
    while (sample < at.length && (at[sample] ?? 0) <= proofFrom) sample++
    const proof = at[sample]
    if (change.kind !== 'present' && proof !== undefined && proof < until)
      changes.push({ at: proof, kind: 'present' })
  })
  return changes
}

/** Where samples should have been and are not; the first interval after a sample still counts as covered. */
function silencesOf(at: readonly number[], silence: number, end: number): { from: number; to: number }[] {
  return at.flatMap((t, i) => {
    const next = at[i + 1] ?? end
    return next - t > silence ? [{ from: t + silence / 3, to: next }] : []
  })
}

const connectionRank: ConnectionState[] = ['connected', 'new', 'connecting', 'disconnected', 'failed']
const connectionStateByName: Record<string, ConnectionState | 'closed'> = {
  new: 'new',
  connecting: 'connecting',
  checking: 'connecting',
  connected: 'connected',
  completed: 'connected',
  disconnected: 'disconnected',
  failed: 'failed',
  closed: 'closed',
}

/** The state of the worst open connection; older browsers tell only their ICE state. */
function connectionOf(own: readonly EventView[], end: number): Segment<ConnectionState>[] {
  const told = own.some((event) => event.type === 'connection-state') ? 'connection-state' : 'ice-state'
  const open = new Map<number, ConnectionState>()
  const changes: Change<ConnectionState>[] = []
  let boot: number | null = null
  for (const event of own) {
    if (boot !== event.boot) open.clear()
    boot = event.boot
    if (!noteConnection(open, event, told)) continue
    changes.push({ at: event.at, kind: worstOf([...open.values()]) })
  }
  return segmentsOf(changes, end)
}

function noteConnection(open: Map<number, ConnectionState>, event: EventView, told: string): boolean {
  const connection = event.connection ?? 0
  if (event.type === 'connection-created') open.set(connection, 'new')
  else if (event.type === 'connection-closed') open.delete(connection)
  else if (event.type === 'left') open.clear()
  else if (event.type === told) {
    const state = connectionStateByName[String(event.data.state)]
    if (state === undefined) return false
    if (state === 'closed') open.delete(connection)
    else open.set(connection, state)
  } else return false
  return true
}

function worstOf(states: readonly ConnectionState[]): ConnectionState | null {
  return states.reduce<ConnectionState | null>(
    (worst, state) =>
      worst === null || connectionRank.indexOf(state) > connectionRank.indexOf(worst) ? state : worst,
    null,
  )
}

/** What a participant sends from one source; without any event about it, sent bitrate is the evidence. */
function mediaOf(
  source: MediaSource,
  own: readonly EventView[],
  at: readonly number[],
  kbps: readonly (number | null)[],
  silence: number,
  end: number,
): Segment<MediaState>[] {
  const changes: Change<MediaState>[] = []
  let known: Change<MediaState>['kind'] = null
  for (const event of own) {
    const told = mediaChange(source, event, known)
    if (told === undefined) continue
    known = told
    changes.push({ at: event.at, kind: told })
  }
  return changes.length > 0 ? segmentsOf(changes, end) : sendingOf(at, kbps, silence)
}

function mediaChange(
  source: MediaSource,
  event: EventView,
  known: MediaState | null,
): MediaState | null | undefined {
  if (event.type === 'left') return known === null ? undefined : null
  const { data } = event
  if (String(data.direction ?? data.type ?? 'out').startsWith('in')) return undefined
  if (sourceOf(event) !== source) return undefined
  if (event.type === 'publish') return known ?? 'on'
  if (event.type === 'unpublish') return null
  if (event.type === 'track-meta') return known ?? 'on'
  if (event.type !== 'track-state') return undefined
  if (data.readyState === 'ended') return null
  if (data.muted === true || data.reason === 'system') return data.muted === false ? 'on' : 'blocked'
  return data.enabled === false ? 'muted' : 'on'
}

function sourceOf({ data }: EventView): MediaSource | null {
  if (data.source === 'mic' || data.source === 'camera' || data.source === 'screen') return data.source
  const kind = String(data.kind ?? data.type ?? '')
  if (kind.endsWith('audio')) return 'mic'
  return kind.endsWith('video') ? 'camera' : null
}

function sendingOf(
  at: readonly number[],
  kbps: readonly (number | null)[],
  silence: number,
): Segment<MediaState>[] {
  return merged(
    at.flatMap((t, i): Segment<MediaState>[] => {
      const value = kbps[i] ?? null
      return value !== null && value > 0 ? [{ from: coveredFrom(at, i, silence), to: t, kind: 'on' }] : []
    }),
  )
}

function hiddenOf(own: readonly EventView[], end: number): Segment<'hidden'>[] {
  const changes = own.flatMap((event): Change<'hidden'>[] => {
    if (event.type !== 'visibility') return []
    const away = event.data.state === 'hidden' || event.data.state === 'frozen'
    return [{ at: event.at, kind: away ? 'hidden' : null }]
  })
  return segmentsOf(changes, end)
}

/** The bands of the scores; all the time in the call that was not scored is unknown, never good. */
function qualityOf(
  samples: LaneSamples,
  silence: number,
  seen: readonly Segment<Presence>[],
  inCall: readonly { from: number; to: number }[],
): Segment<Band>[] {
  const scored = samples.at.map((t, i) => ({
    from: coveredFrom(samples.at, i, silence),
    to: t,
    kind: bandOfScore(samples.score[i] ?? null),
  }))
  const held = clip(merged(withTail(scored, seen)), inCall)
  const unscored = inCall.flatMap((window) =>
    uncovered(
      held.filter((part) => part.to > window.from && part.from < window.to),
      window.from,
      window.to,
    ).map((hole) => ({ ...hole, kind: 'unknown' as const })),
  )
  return merged([...held, ...unscored].sort((a, b) => a.from - b.from))
}

/** The newest band reaches to the edge for as long as the participant counts as heard. */
function withTail(scored: Segment<Band>[], seen: readonly Segment<Presence>[]): Segment<Band>[] {
  const last = scored.at(-1)
  const window = last && seen.find((part) => part.from <= last.to && part.to > last.to)
  return last && window ? [...scored, { from: last.to, to: window.to, kind: last.kind }] : scored
}

/** A sample tells about the time since the one before it, but not about a silence. */
function coveredFrom(at: readonly number[], i: number, silence: number): number {
  const t = at[i] ?? 0
  const previous = at[i - 1]
  return previous !== undefined && t - previous <= silence ? previous : t - silence / 3
}

const glyphByType: Record<string, GlyphKind> = {
  'ice-restart': 'ice-restart',
  devices: 'device-change',
  exception: 'exception',
  rejection: 'exception',
  'user-rating': 'rating',
  'report-code': 'report-code',
  'join-failed': 'join-failed',
  'playback-blocked': 'playback-blocked',
  'vad-muted': 'talking-muted',
}

function glyphOf(event: EventView): Glyph[] {
  if (event.type === 'playback-blocked' && event.data.ok === true) return []
  const kind = glyphByType[event.type] ?? glyphByData(event)
  return kind ? [{ at: event.at, kind, event }] : []
}

function glyphByData({ type, data }: EventView): GlyphKind | null {
  if ((type === 'gum-result' || type === 'display-result') && data.ok === false) return 'device-error'
  if (type === 'network' && data.online === false) return 'offline'
  if (type === 'connection-state' && data.state === 'failed') return 'connection-failed'
  if (type === 'chat' && (data.op === 'failed' || data.op === 'disconnected')) return 'chat-failed'
  return null
}
