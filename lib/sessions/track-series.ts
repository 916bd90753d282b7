import { streamKeys } from '#lib/quality/participant-context.ts'
import type { DecodedReport } from '#lib/telemetry/decode-report.ts'
import type { Point } from './contract.ts'
import { downsample } from './downsample.ts'
import type { LiveParticipant } from './live-participant.ts'
import type { TrackSeries } from './track-contract.ts'
import { trackMetrics } from './track-contract.ts'
import { trackValues } from './track-values.ts'

type Head = Omit<TrackSeries['tracks'][number], 'at' | 'values'>
type Collected = Head & { points: Point[]; streamKeys: string[] }

/** Single streams of a call, gathered while its telemetry is replayed. */
export type TrackCollector = {
  /** after a report was scored: what each of its tracks says now */
  take: (one: LiveParticipant, report: DecodedReport, at: number) => void
  /** at most `mostTracks` streams: those of one participant, and the other ends of them */
  answer: (participantId: string, range: { from: number; to: number; points: number }) => TrackSeries
}

/** Streams in one answer; a person of a large meeting receives more than anybody can read. */
const mostTracks = 48

export function createTrackCollector(): TrackCollector {
  const byKey = new Map<string, Collected>()
  return {
    take(one, report, at) {
      for (const row of report.tracks) takeRow(byKey, one, row, at)
    },
    answer(participantId, range) {
      const own = [...byKey.values()].filter((track) => track.participantId === participantId)
      const pairs = pairsOf(own, [...byKey.values()])
      const wanted = new Set([...own.map(({ key }) => key), ...pairs.flatMap((pair) => Object.values(pair))])
      const shown = [...byKey.values()].filter(({ key }) => wanted.has(key))
      const kept = shown.slice(0, mostTracks)
      const keys = new Set(kept.map(({ key }) => key))
      return {
        from: range.from,
        to: range.to,
        tracks: kept.map((track) => asSeries(track, range)),
        pairs: pairs.filter((pair) => keys.has(pair.sender) && keys.has(pair.receiver)),
        cut: shown.length > kept.length,
      }
    },
  }
}

function takeRow(
  byKey: Map<string, Collected>,
  one: LiveParticipant,
  row: DecodedReport['tracks'][number],
  at: number,
) {
  const quality = one.quality.tracks.get(row.track)
  if (quality === undefined) return
  const step = one.step?.tracks.find((each) => each.track === row.track)
  const key = `${one.participantId}.${one.bootNo}.${row.track}`
  const known = byKey.get(key) ?? begin(key, one, row)
  byKey.set(key, known)
  known.source = step?.source ?? known.source
  known.codec = step?.codec ?? known.codec
  const context = one.context.tracks.get(row.track)
  if (context) known.streamKeys = streamKeys(context)
  const values = trackValues(quality, row, step?.score !== undefined && step.score !== null)
  known.points.push({ participantId: one.participantId, at, values })
}

function begin(key: string, one: LiveParticipant, row: DecodedReport['tracks'][number]): Collected {
  const head = { key, participantId: one.participantId, track: row.track, type: row.type }
  return { ...head, source: 'unknown', codec: null, points: [], streamKeys: [] }
}

const sent = ({ type }: Head) => type.startsWith('outbound')
const kindOf = ({ type }: Head) => type.slice(type.indexOf('-') + 1)

/** Two ends go opposite ways, carry the same kind, and share a stream key or are the only two there can be. */
function pairsOf(own: readonly Collected[], all: readonly Collected[]): TrackSeries['pairs'] {
  return own.flatMap((mine) =>
    all
      .filter((other) => isOpposite(mine, other) && (sharesKey(mine, other) || isOnlyPair(mine, other, all)))
      .map((other) =>
        sent(mine) ? { sender: mine.key, receiver: other.key } : { sender: other.key, receiver: mine.key },
      ),
  )
}

const isOpposite = (mine: Collected, other: Collected) =>
  other.participantId !== mine.participantId && sent(other) !== sent(mine) && kindOf(other) === kindOf(mine)

const sharesKey = (mine: Collected, other: Collected) =>
  other.streamKeys.some((key) => mine.streamKeys.includes(key))

/** Between two people with one stream of a kind each way there is no other end to take it for. */
function isOnlyPair(mine: Collected, other: Collected, all: readonly Collected[]): boolean {
  if (new Set(all.map(({ participantId }) => participantId)).size !== 2) return false
  const like = (one: Collected) =>
    all.filter((track) => track.participantId === one.participantId && track.type === one.type).length
  return like(mine) === 1 && like(other) === 1
}

function asSeries(track: Collected, { from, to, points }: { from: number; to: number; points: number }) {
  const { points: all, streamKeys: _keys, ...head } = track
  const inside = all.filter((point) => point.at >= from)
  return { ...head, ...downsample(inside, from, to, points, trackMetrics.length) }
}
