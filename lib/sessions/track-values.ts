import type { TrackQuality } from '#lib/quality/track-quality.ts'
import type { DecodedTrack } from '#lib/telemetry/decode-report.ts'
import {
  inboundAudioMetrics,
  inboundVideoMetrics,
  outboundAudioMetrics,
  outboundVideoMetrics,
} from '#lib/telemetry/window-metrics.ts'
import { type TrackMetric, trackMetrics } from './track-contract.ts'

type Known = Partial<Record<TrackMetric, number | null>>

/** What one track's window says after its newest report, in the order of `trackMetrics`. */
export function trackValues({ window, last }: TrackQuality, row: DecodedTrack, scored: boolean) {
  const known: Known = { ...metricsOf(window, row), score: scored ? (last?.score ?? null) : null }
  return trackMetrics.map((metric) => known[metric] ?? null)
}

function metricsOf(window: TrackQuality['window'], row: DecodedTrack): Known {
  switch (row.type) {
    case 'inbound-audio': {
      const { netLossPct, kbps, jitterMs, concealPct, rms } = inboundAudioMetrics(window)
      return { lossPct: netLossPct, kbps, jitterMs, concealPct, levelRms: rms }
    }
    case 'inbound-video': {
      const { netLossPct, bitsPerSecond, fps, height, jitterMs, freezeRatio } = inboundVideoMetrics(
        window,
        row,
      )
      return {
        lossPct: netLossPct,
        kbps: thousandth(bitsPerSecond),
        fps,
        heightPx: height,
        jitterMs,
        freezeRatio,
      }
    }
    case 'outbound-audio': {
      const { upLossPct, kbps, upJitterMs, micRms } = outboundAudioMetrics(window)
      return { lossPct: upLossPct, kbps, jitterMs: upJitterMs, levelRms: micRms }
    }
    case 'outbound-video': {
      const { upLossPct, bitsPerSecond, fps, height, upJitterMs, encodeMs, limBw, limCpu } =
        outboundVideoMetrics(window, row)
      return {
        lossPct: upLossPct,
        kbps: thousandth(bitsPerSecond),
        fps,
        heightPx: height,
        jitterMs: upJitterMs,
        codecMs: encodeMs,
        limitedRatio: limBw === null && limCpu === null ? null : Math.max(limBw ?? 0, limCpu ?? 0),
      }
    }
  }
}

const thousandth = (value: number | null) => (value === null ? null : value / 1000)
