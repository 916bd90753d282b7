import { type DecodedReport, type DecodedTrack, trackIndex } from '#lib/telemetry/decode-report.ts'
import { createConnectionWindow, pushConnection } from '#lib/telemetry/intervals.ts'
import { connectionMetrics } from '#lib/telemetry/window-metrics.ts'
import { noBand, stepBand, stepYoungBand, youngScores } from './band.ts'
import { type Band, bandOf, windows } from './model.ts'
import { type ParticipantContext, ssrcKey, type TrackContext, trackContext } from './participant-context.ts'
import {
  type ParticipantQuality,
  type ParticipantStep,
  type Pass,
  type Surroundings,
  startPass,
  type TrackStep,
} from './participant-pass.ts'
import { participantScore, weightedMean } from './participant-score.ts'
import { at, emptyValues, largest } from './point-values.ts'
import { lossPct, rateOf } from './rate-track.ts'
import { stalledScore } from './score-track.ts'
import type { SenderFacts } from './sender-facts.ts'
import { type Evidence, inboundFacts, outboundFacts } from './track-facts.ts'
import {
  closeSegment,
  createTrackQuality,
  type Flow,
  settle,
  type TrackQuality,
  type TrackScore,
  takeSample,
} from './track-quality.ts'
import { nothingComes, type TrackFacts, type TrackState, trackState } from './track-state.ts'

export {
  createParticipantQuality,
  type ParticipantQuality,
  type ParticipantStep,
  type Surroundings,
  type TrackStep,
} from './participant-pass.ts'
export { stepMetrics } from './point-values.ts'
export type { SenderFacts } from './sender-facts.ts'
export { senderFacts } from './tell-receivers.ts'

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

function takeConnections(pass: Pass, report: DecodedReport): void {
  for (const row of report.connections) {
    let known = pass.state.connections.get(row.connection)
    if (known === undefined) {
      known = { window: createConnectionWindow(), upRttMs: null, rttMs: null, metrics: null }
      pass.state.connections.set(row.connection, known)
    }
    pushConnection(known.window, row, pass.intervalMs)
    const metrics = connectionMetrics(known.window, row)
    metrics.rttMs ??= known.upRttMs
    known.rttMs = metrics.rttMs
    known.metrics = metrics
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
