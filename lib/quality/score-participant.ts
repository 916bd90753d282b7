import type { TrackType } from '#lib/telemetry/columns.ts'
import { type DecodedReport, type DecodedTrack, trackIndex } from '#lib/telemetry/decode-report.ts'
import { type ConnectionWindow, createConnectionWindow, pushConnection } from '#lib/telemetry/intervals.ts'
import {
  type ConnectionMetrics,
  connectionMetrics,
  inboundAudioMetrics,
  inboundVideoMetrics,
  outboundAudioMetrics,
  outboundVideoMetrics,
} from '#lib/telemetry/window-metrics.ts'
import { type BandState, noBand, stepBand, stepYoungBand, youngScores } from './band.ts'
import { type Band, bandOf, type Deduction, type Reason, type Scale, windows } from './model.ts'
import {
  type ParticipantContext,
  ssrcKey,
  type TrackContext,
  type TrackSource,
  trackContext,
} from './participant-context.ts'
import { participantScore, type Weighted, weightedMean } from './participant-score.ts'
import { add, at, emptyValues, largest, type PointValues } from './point-values.ts'
import {
  area,
  scoreInboundAudioTrack,
  scoreInboundVideoTrack,
  scoreOutboundAudioTrack,
  scoreOutboundVideoTrack,
  stalledScore,
} from './score-track.ts'
import type { SenderFacts } from './sender-facts.ts'
import { type Evidence, inboundFacts, outboundFacts } from './track-facts.ts'
import {
  closeSegment,
  createTrackQuality,
  type Flow,
  noteSpeechRate,
  ptimeOf,
  settle,
  type TrackQuality,
  type TrackScore,
  takeSample,
} from './track-quality.ts'
import { nothingComes, type TrackFacts, type TrackState, trackState } from './track-state.ts'

export { stepMetrics } from './point-values.ts'
export type { SenderFacts } from './sender-facts.ts'

/** What lies outside the participant. */
export type Surroundings = {
  /** the configured sampling interval; 2,000 when absent */
  intervalMs?: number
  /** the sender of a stream, by a key of it (see `streamKeys`); null = not in this session */
  senderOf: (streamKey: string) => SenderFacts | null
  /** 0 when peers are connected directly, the sender's round trip behind a media server, null when unknown */
  rttPeerMs: number | null
}

export type TrackStep = {
  track: number
  connection: number | null
  type: TrackType
  source: TrackSource
  codec: string | null
  state: TrackState
  score: number | null
  scale: Scale | null
  band: Band
  reason: Reason | null
  /** largest first */
  deductions: Deduction[]
}

export type ParticipantStep = {
  /** in the order of `stepMetrics` */
  values: (number | null)[]
  score: number | null
  receiveScore: number | null
  sendScore: number | null
  band: Band
  /** why it is not better; null while it is good */
  reason: Reason | null
  deductions: Deduction[]
  tracks: TrackStep[]
}

type ConnectionQuality = { window: ConnectionWindow; upRttMs: number | null; rttMs: number | null }

/** Counters, windows and bands of one participant. Opaque to callers; lives as long as the participant. */
export type ParticipantQuality = {
  lastNowMs: number | null
  tracks: Map<number, TrackQuality>
  connections: Map<number, ConnectionQuality>
  band: BandState
  /** scores since the band was begun */
  scores: number
  lastScoredMs: number
}

export function createParticipantQuality(): ParticipantQuality {
  return {
    lastNowMs: null,
    tracks: new Map(),
    connections: new Map(),
    band: noBand,
    scores: 0,
    lastScoredMs: Number.NEGATIVE_INFINITY,
  }
}

/** One report on its way through: what every track's scoring needs, and what they add to. */
type Pass = {
  state: ParticipantQuality
  context: ParticipantContext
  surroundings: Surroundings
  intervalMs: number
  nowMs: number
  values: PointValues
  paths: Map<number, ConnectionMetrics>
  steps: TrackStep[]
  inAudio: Weighted[]
  inVideo: Weighted[]
  outAudio: Weighted[]
  outVideo: Weighted[]
  /** pixels of the largest picture so far, per direction: it stands for the participant's frame rate and size */
  inPixels: number
  outPixels: number
  inLoss: { audio: Share; video: Share }
}
type Share = { lost: number; expected: number }

/** Takes one report in and scores the participant. `nowMs` is the report's time on the server's time line. */
export function stepParticipant(
  state: ParticipantQuality,
  report: DecodedReport,
  context: ParticipantContext,
  surroundings: Surroundings,
  nowMs: number,
): ParticipantStep {
  const pass = startPass(state, context, surroundings, nowMs)
  state.lastNowMs = Math.max(state.lastNowMs ?? nowMs, nowMs)
  takeConnections(pass, report)
  const flows = report.tracks.map((row) => takeTrack(pass, row))
  const tops = topLayers(report.tracks, context)
  report.tracks.forEach((row, i) => {
    const flow = flows[i]
    if (flow !== undefined) scoreTrack(pass, row, flow, report.tracks, flows, tops)
  })
  forgetVanished(pass, report)
  return conclude(pass, report.t)
}

function startPass(
  state: ParticipantQuality,
  context: ParticipantContext,
  surroundings: Surroundings,
  nowMs: number,
): Pass {
  return {
    state,
    context,
    surroundings,
    nowMs,
    intervalMs: surroundings.intervalMs ?? windows.intervalMs,
    values: emptyValues(),
    paths: new Map(),
    steps: [],
    inAudio: [],
    inVideo: [],
    outAudio: [],
    outVideo: [],
    inPixels: 0,
    outPixels: 0,
    inLoss: { audio: { lost: 0, expected: 0 }, video: { lost: 0, expected: 0 } },
  }
}

function takeConnections(pass: Pass, report: DecodedReport): void {
  for (const row of report.connections) {
    let known = pass.state.connections.get(row.connection)
    if (known === undefined) {
      known = { window: createConnectionWindow(), upRttMs: null, rttMs: null }
      pass.state.connections.set(row.connection, known)
    }
    pushConnection(known.window, row, pass.intervalMs)
    const metrics = connectionMetrics(known.window, row)
    metrics.rttMs ??= known.upRttMs
    known.rttMs = metrics.rttMs
    pass.paths.set(row.connection, metrics)
    largest(pass.values, 'roundTripMs', metrics.rttMs)
    largest(pass.values, 'availableOutKbps', metrics.availableOutKbps)
  }
}

function takeTrack(pass: Pass, row: DecodedTrack): Flow {
  let track = pass.state.tracks.get(row.track)
  if (track === undefined || track.type !== row.type) {
    track = createTrackQuality(row, pass.nowMs)
    pass.state.tracks.set(row.track, track)
  }
  return takeSample(track, row, pass.intervalMs, pass.nowMs)
}

const activeIndex = {
  'outbound-audio': trackIndex['outbound-audio'].active,
  'outbound-video': trackIndex['outbound-video'].active,
} as const

const layerOf = (row: DecodedTrack, context: TrackContext | undefined) =>
  `${context?.connection ?? ''} ${context?.trackId ?? context?.mid ?? row.track}`

/** Of the layers of one picture only the largest that is sent is scored. */
function topLayers(rows: readonly DecodedTrack[], context: ParticipantContext): ReadonlySet<number> | null {
  let sent = 0
  for (const row of rows) if (row.type === 'outbound-video') sent++
  if (sent < 2) return null
  const { active, frameWidth, frameHeight } = trackIndex['outbound-video']
  const best = new Map<string, { track: number; pixels: number }>()
  for (const row of rows) {
    if (row.type !== 'outbound-video') continue
    const layer = layerOf(row, context.tracks.get(row.track))
    const pixels = row.row[active] === 0 ? -1 : (row.row[frameWidth] ?? 0) * (row.row[frameHeight] ?? 0)
    const known = best.get(layer)
    if (known === undefined || pixels > known.pixels) best.set(layer, { track: row.track, pixels })
  }
  return new Set([...best.values()].map((top) => top.track))
}

function scoreTrack(
  pass: Pass,
  row: DecodedTrack,
  flow: Flow,
  rows: readonly DecodedTrack[],
  flows: readonly Flow[],
  tops: ReadonlySet<number> | null,
): void {
  const track = pass.state.tracks.get(row.track)
  if (track === undefined) return
  const context = trackContext(pass.context, row.track, row.type)
  const sent = row.type === 'outbound-audio' || row.type === 'outbound-video'
  const evidence = evidenceOf(pass, track, context, row, flow)
  const lesserLayer = tops !== null && row.type === 'outbound-video' && !tops.has(row.track)
  const facts = sent
    ? outboundFacts(evidence, lesserLayer || (tops !== null && otherLayerFlows(pass, row, rows, flows)))
    : inboundFacts(evidence)
  const current = resumed(track, facts, context.source === 'screen')
  if (track.closed || current === 'starting') closeSegment(track)
  const verdict = judge(pass, track, context, row, current, evidence.sender, lesserLayer)
  pass.steps.push(trackStep(row, context, current, verdict))
}

/** The state, with a start anew where media comes back after a pause. A page that stood still has not paused. */
function resumed(track: TrackQuality, facts: TrackFacts, screen: boolean): TrackState {
  const wasClosed = track.closed
  const next = trackState(facts)
  track.closed =
    next === 'muted' ||
    next === 'paused' ||
    next === 'ended' ||
    (next === 'idle' && !screen && nothingComes(facts))
  if (!wasClosed || track.closed) return next
  track.restartedMs = track.window.own.newestMs
  return trackState({ ...facts, startedMs: 0, withoutPacketsMs: 0, withoutOutputMs: 0 })
}

function otherLayerFlows(
  { context }: Pass,
  row: DecodedTrack,
  rows: readonly DecodedTrack[],
  flows: readonly Flow[],
): boolean {
  if (row.type !== 'outbound-video') return false
  const layer = layerOf(row, context.tracks.get(row.track))
  return rows.some(
    (other, i) =>
      other.type === 'outbound-video' &&
      other.track !== row.track &&
      (flows[i]?.packets ?? 0) > 0 &&
      layerOf(other, context.tracks.get(other.track)) === layer,
  )
}

function senderOf({ surroundings }: Pass, context: TrackContext): SenderFacts | null {
  const byId = context.trackId === null ? null : surroundings.senderOf(context.trackId)
  return byId ?? (context.ssrc === null ? null : surroundings.senderOf(ssrcKey(context.ssrc)))
}

function evidenceOf(
  pass: Pass,
  track: TrackQuality,
  context: TrackContext,
  row: DecodedTrack,
  flow: Flow,
): Evidence {
  const inbound = row.type === 'inbound-audio' || row.type === 'inbound-video'
  const sender = inbound ? senderOf(pass, context) : null
  if (sender !== null) track.senderSeen = true
  if (sender?.screen === true) context.source = 'screen'
  return {
    track,
    context,
    connection: context.connection === null ? undefined : pass.context.connections.get(context.connection),
    flow,
    active:
      row.type === 'outbound-audio' || row.type === 'outbound-video'
        ? (row.row[activeIndex[row.type]] ?? null)
        : null,
    sender,
    pageVisible: pass.context.pageVisible,
    left: pass.context.left,
    intervalMs: pass.intervalMs,
  }
}

type Verdict = { shown: TrackScore | null; band: Band }

/** Metrics of the window into the point, the score by the state, and the track's share of the participant's. */
function judge(
  pass: Pass,
  track: TrackQuality,
  context: TrackContext,
  row: DecodedTrack,
  state: TrackState,
  sender: SenderFacts | null,
  lesserLayer: boolean,
): Verdict {
  const rated = rateOf(pass, track, context, row, sender)
  const mayHold = context.source === 'screen' || rated.sparse
  const fresh =
    state === 'stalled' ? stalledScore(track) : state === 'active' && !lesserLayer ? rated.score() : null
  const verdict = settle(track, state, fresh, mayHold)
  if (verdict.shown !== null)
    rated.into.push({
      score: verdict.shown.score,
      weight: rated.weight,
      deductions: verdict.shown.deductions,
    })
  return verdict
}

/** A track's metrics noted in the point; its score is worked out only if its state wants one. */
type Rated = { into: Weighted[]; weight: number; sparse: boolean; score: () => TrackScore | null }

function rateOf(
  pass: Pass,
  track: TrackQuality,
  context: TrackContext,
  row: DecodedTrack,
  sender: SenderFacts | null,
): Rated {
  switch (row.type) {
    case 'inbound-audio':
      return rateInboundAudio(pass, track, context, sender)
    case 'inbound-video':
      return rateInboundVideo(pass, track, context, row, sender)
    case 'outbound-audio':
      return rateOutboundAudio(pass, track, context)
    case 'outbound-video':
      return rateOutboundVideo(pass, track, context, row)
  }
}

const unknownPath = { rttMs: null, playoutMs: null }

/** The track's own connection; the only one there is when its own is not named. */
function pathOf({ paths }: Pass, { connection }: TrackContext) {
  if (connection !== null) return paths.get(connection) ?? unknownPath
  return paths.size === 1 ? (paths.values().next().value ?? unknownPath) : unknownPath
}

function rateInboundAudio(
  pass: Pass,
  track: TrackQuality,
  context: TrackContext,
  sender: SenderFacts | null,
): Rated {
  const { values, surroundings } = pass
  const metrics = inboundAudioMetrics(track.window)
  noteSpeechRate(track, context, ptimeOf(metrics.packets, metrics.seconds))
  addLoss(pass.inLoss.audio, metrics)
  largest(values, 'inAudioJitterMs', metrics.jitterMs)
  largest(values, 'concealPct', metrics.concealPct)
  largest(values, 'jitterBufferMs', metrics.jbMs)
  add(values, 'inAudioKbps', metrics.kbps)
  largest(values, 'inAudioRms', metrics.rms)
  const rttPeerMs = surroundings.rttPeerMs ?? sender?.roundTripMs ?? null
  return {
    into: pass.inAudio,
    weight: metrics.speechSeconds,
    sparse: track.lastPacketMs === track.window.own.newestMs,
    score: () => scoreInboundAudioTrack(track, context, metrics, pathOf(pass, context), rttPeerMs),
  }
}

const screenWeight = 2

function rateInboundVideo(
  pass: Pass,
  track: TrackQuality,
  context: TrackContext,
  row: DecodedTrack,
  sender: SenderFacts | null,
): Rated {
  const { values } = pass
  const metrics = inboundVideoMetrics(track.window, row)
  const pixels = area(metrics.width, metrics.height) ?? 0
  addLoss(pass.inLoss.video, metrics)
  largest(values, 'inVideoJitterMs', metrics.jitterMs)
  add(values, 'inVideoKbps', kilo(metrics.bitsPerSecond))
  largest(values, 'freezeRatio', sender?.flowing === true ? metrics.freezeRatioExpected : metrics.freezeRatio)
  if (metrics.seconds > 0 && pixels >= pass.inPixels) {
    pass.inPixels = pixels
    values[at.inFps] = metrics.fps
    values[at.inHeightPx] = metrics.height
  }
  return {
    into: pass.inVideo,
    weight: (context.tilePixels ?? pixels) * (context.source === 'screen' ? screenWeight : 1),
    sparse: false,
    score: () => scoreInboundVideoTrack(context, metrics, sender),
  }
}

function rateOutboundAudio(pass: Pass, track: TrackQuality, context: TrackContext): Rated {
  const { values } = pass
  const metrics = outboundAudioMetrics(track.window)
  noteSpeechRate(track, context, ptimeOf(metrics.packets, metrics.seconds))
  noteUpRtt(pass, context, metrics.upRttMs)
  largest(values, 'outAudioLossPct', metrics.upLossPct)
  add(values, 'outAudioKbps', metrics.kbps)
  largest(values, 'micRms', metrics.micRms)
  return {
    into: pass.outAudio,
    weight: 1,
    sparse: false,
    score: () => scoreOutboundAudioTrack(track, context, metrics, pathOf(pass, context)),
  }
}

function rateOutboundVideo(pass: Pass, track: TrackQuality, context: TrackContext, row: DecodedTrack): Rated {
  const { values } = pass
  const metrics = outboundVideoMetrics(track.window, row)
  const pixels = area(metrics.width, metrics.height) ?? 0
  track.srcFps = metrics.srcFps
  track.sourcePixels = area(metrics.sourceWidth, metrics.sourceHeight)
  noteUpRtt(pass, context, metrics.upRttMs)
  largest(values, 'outVideoLossPct', metrics.upLossPct)
  add(values, 'outVideoKbps', kilo(metrics.bitsPerSecond))
  largest(values, 'encodeMs', metrics.encodeMs)
  largest(values, 'limitedByCpuRatio', metrics.limCpu)
  largest(values, 'limitedByBandwidthRatio', metrics.limBw)
  if (metrics.seconds > 0 && pixels >= pass.outPixels) {
    pass.outPixels = pixels
    values[at.outFps] = metrics.fps
    values[at.outHeightPx] = metrics.height
  }
  return {
    into: pass.outVideo,
    weight: pixels * (context.source === 'screen' ? screenWeight : 1),
    sparse: false,
    score: () => scoreOutboundVideoTrack(context, metrics),
  }
}

const kilo = (value: number | null) => (value === null ? null : value / 1000)

/** Losses of several tracks weigh by their packets. */
function addLoss(
  share: Share,
  { netLossPct, expectedPackets }: { netLossPct: number | null; expectedPackets: number | null },
) {
  if (netLossPct === null || expectedPackets === null) return
  share.expected += expectedPackets
  share.lost += (netLossPct / 100) * expectedPackets
}

const lossPct = ({ lost, expected }: Share) => (expected > 0 ? (100 * lost) / expected : null)

/** The media path's round trip stands in where the candidate pair tells none. */
function noteUpRtt(pass: Pass, context: TrackContext, upRttMs: number | null): void {
  const connection = context.connection === null ? undefined : pass.state.connections.get(context.connection)
  if (connection === undefined || upRttMs === null) return
  connection.upRttMs = upRttMs
}

function trackStep(
  row: DecodedTrack,
  context: TrackContext,
  state: TrackState,
  { shown, band }: Verdict,
): TrackStep {
  return {
    track: row.track,
    connection: context.connection,
    type: row.type,
    source: context.source,
    codec: context.mimeType === null ? null : context.mimeType.slice(context.mimeType.indexOf('/') + 1),
    state,
    score: shown?.score ?? null,
    scale: shown?.scale ?? null,
    band,
    reason: shown?.reason ?? null,
    deductions: shown?.deductions ?? [],
  }
}

/** A track without a row for a while is over: its connection closed, or it was replaced. */
function forgetVanished({ state, intervalMs }: Pass, report: DecodedReport): void {
  if (state.tracks.size > report.tracks.length)
    for (const [number, track] of state.tracks)
      if (report.t - track.rowMs > windows.silentIntervals * intervalMs) {
        state.tracks.delete(number)
      }
  if (state.connections.size > report.connections.length)
    for (const [number, { window }] of state.connections)
      if (report.t - window.own.newestMs > windows.silentIntervals * intervalMs)
        state.connections.delete(number)
}

/** Every connection that was up and is not closed is disconnected or failed. */
function isDisconnected({ connections }: ParticipantContext): boolean {
  let down = 0
  for (const connection of connections.values()) {
    if (connection.closed || !connection.established) continue
    if (connection.state !== 'disconnected' && connection.state !== 'failed') return false
    down++
  }
  return down > 0
}

function conclude(pass: Pass, reportMs: number): ParticipantStep {
  const { state, values, steps } = pass
  values[at.inAudioLossPct] = lossPct(pass.inLoss.audio)
  values[at.inVideoLossPct] = lossPct(pass.inLoss.video)
  const scored = participantScore({
    inAudio: weightedMean(pass.inAudio),
    inVideo: weightedMean(pass.inVideo),
    outAudio: weightedMean(pass.outAudio),
    outVideo: weightedMean(pass.outVideo),
    disconnected: !pass.context.left && isDisconnected(pass.context),
  })
  values[at.score] = scored.score
  values[at.receiveScore] = scored.receive
  values[at.sendScore] = scored.send
  return {
    values,
    score: scored.score,
    receiveScore: scored.receive,
    sendScore: scored.send,
    band: bandOfStep(state, scored.score, reportMs),
    reason: scored.score === null || bandOf(scored.score) === 'good' ? null : scored.reason,
    deductions: scored.deductions,
    tracks: steps,
  }
}

/** The band holds while nothing is known, but not for ever. */
function bandOfStep(state: ParticipantQuality, score: number | null, reportMs: number): Band {
  const expired = reportMs - state.lastScoredMs > windows.holdMs
  if (expired) {
    state.band = noBand
    state.scores = 0
  }
  state.band = (state.scores < youngScores ? stepYoungBand : stepBand)(state.band, score)
  if (score !== null) {
    state.lastScoredMs = Math.max(reportMs, state.lastScoredMs)
    state.scores++
  }
  return state.band.band ?? 'unknown'
}

/** For the clock between reports: null while telemetry is fresh, else the same participant as unknown. */
export function ageParticipant(
  state: ParticipantQuality,
  context: ParticipantContext,
  intervalMs: number,
  nowMs: number,
): ParticipantStep | null {
  if (state.lastNowMs !== null && nowMs - state.lastNowMs <= windows.silentIntervals * intervalMs) return null
  const tracks: TrackStep[] = []
  for (const [number, track] of state.tracks) {
    const about = trackContext(context, number, track.type)
    const gone = context.left || about.ended ? 'ended' : 'no-telemetry'
    tracks.push(trackStep({ track: number, type: track.type, timestampMs: 0, row: [] }, about, gone, nothing))
  }
  return {
    values: emptyValues(),
    score: null,
    receiveScore: null,
    sendScore: null,
    band: 'unknown',
    reason: null,
    deductions: [],
    tracks,
  }
}

const nothing: Verdict = { shown: null, band: 'unknown' }

/** What this participant, as the sender of a stream, can tell its receivers; null = not its stream. */
export function senderFacts(
  state: ParticipantQuality,
  context: ParticipantContext,
  streamKey: string,
  intervalMs: number,
  nowMs: number,
): SenderFacts | null {
  let facts: SenderFacts | null = null
  for (const number of context.sent.get(streamKey) ?? []) {
    const about = context.tracks.get(number)
    if (about === undefined || about.ended) continue
    const track = state.tracks.get(number)
    facts ??= {
      flowing: null,
      flowingUntilMs: null,
      muted: false,
      srcFps: null,
      capturedPixels: null,
      roundTripMs: null,
    }
    facts.screen ||= about.source === 'screen'
    facts.muted ||= about.enabled === false || about.muted === true
    if (track === undefined || state.lastNowMs === null) continue
    const silent = context.left || nowMs - state.lastNowMs > windows.silentIntervals * intervalMs
    if (!silent) addFlow(facts, track, state, about)
  }
  return facts
}

function addFlow(
  facts: SenderFacts,
  track: TrackQuality,
  state: ParticipantQuality,
  about: TrackContext,
): void {
  const untilMs = Math.min(track.lastPacketAtMs, track.lastOutputAtMs)
  facts.flowing = facts.flowing === true || untilMs === state.lastNowMs
  facts.flowingUntilMs = Math.max(facts.flowingUntilMs ?? untilMs, untilMs)
  if (track.srcFps !== null) facts.srcFps = Math.max(facts.srcFps ?? 0, track.srcFps)
  if (track.sourcePixels !== null)
    facts.capturedPixels = Math.max(facts.capturedPixels ?? 0, track.sourcePixels)
  const connection = about.connection === null ? undefined : state.connections.get(about.connection)
  facts.roundTripMs ??= connection?.rttMs ?? null
}
