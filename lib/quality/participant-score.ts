import { bestMos, type Deduction, mainReason, type Reason, sortDeductions } from './model.ts'

const audioCap = 0.5
const audioShare = 0.6
const videoShare = 0.4

/** One track's contribution; the weight is seconds of speech, or pixels. */
export type Weighted = { score: number; weight: number; deductions: Deduction[] }

/** A score with what it lost. */
export type Scored = { score: number; deductions: Deduction[] }

/** The tracks' mean by weight; the plain mean when none has weight; null without tracks. */
export function weightedMean(tracks: readonly Weighted[]): Scored | null {
  if (tracks.length === 0) return null
  const [only] = tracks
  if (only !== undefined && tracks.length === 1) return only
  const sum = tracks.reduce((total, track) => total + track.weight, 0)
  const shareOf = (track: Weighted) => (sum > 0 ? track.weight / sum : 1 / tracks.length)
  const score = tracks.reduce((total, track) => total + shareOf(track) * track.score, 0)
  return { score, deductions: merge(tracks.map((track) => [shareOf(track), track.deductions])) }
}

/** Sound and picture of one direction: who hears nothing has no call, however fine the picture. */
export function combine(audio: Scored | null, video: Scored | null): Scored | null {
  if (audio === null) return video
  if (video === null) return audio
  const score = combinedScore(audio.score, video.score)
  if (isCapped(audio.score, video.score)) return { score, deductions: audio.deductions }
  return {
    score,
    deductions: merge([
      [audioShare, audio.deductions],
      [videoShare, video.deductions],
    ]),
  }
}

const isCapped = (audio: number, video: number) => audio + audioCap < audioShare * audio + videoShare * video

function combinedScore(audio: number, video: number): number {
  return Math.min(audio + audioCap, audioShare * audio + videoShare * video)
}

const scoreOf = (audio: Scored | null, video: Scored | null): number | null =>
  audio === null || video === null
    ? ((audio ?? video)?.score ?? null)
    : combinedScore(audio.score, video.score)

function merge(parts: readonly (readonly [share: number, deductions: Deduction[]])[]): Deduction[] {
  const byReason = new Map<Reason, number>()
  for (const [share, deductions] of parts)
    for (const { reason, mos } of deductions) byReason.set(reason, (byReason.get(reason) ?? 0) + share * mos)
  return sortDeductions([...byReason].map(([reason, mos]) => ({ reason, mos })))
}

/** The four directions of a participant. */
export type Directions = {
  inAudio: Scored | null
  inVideo: Scored | null
  outAudio: Scored | null
  outVideo: Scored | null
  /** every transport is disconnected or failed */
  disconnected: boolean
}

export type ParticipantScore = {
  score: number | null
  receive: number | null
  send: number | null
  reason: Reason | null
  /** largest first */
  deductions: Deduction[]
}

const disconnected: Scored = { score: 1, deductions: [{ reason: 'disconnected', mos: bestMos - 1 }] }

/** A participant's score is its worse direction; unknown when neither is known. */
export function participantScore(directions: Directions): ParticipantScore {
  const { inAudio, inVideo, outAudio, outVideo } = directions
  const receive = scoreOf(inAudio, inVideo)
  const send = scoreOf(outAudio, outVideo)
  const sendsWorse = send !== null && (receive === null || send < receive)
  const worse = () => (sendsWorse ? combine(outAudio, outVideo) : combine(inAudio, inVideo))
  const decisive = directions.disconnected ? disconnected : worse()
  return {
    score: decisive?.score ?? null,
    receive,
    send,
    reason: decisive ? mainReason(decisive.deductions) : null,
    deductions: decisive?.deductions ?? [],
  }
}
