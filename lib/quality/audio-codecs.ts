import type { AudioScale } from './model.ts'

/** The three scales of the E-model: most quality, the codec's share of it, and their ratio to telephony. */
export const scales: Readonly<Record<AudioScale, { rMax: number; c: number; k: number }>> = {
  NB: { rMax: 93.2, c: 95, k: 1 },
  WB: { rMax: 129, c: 95, k: 1.29 },
  FB: { rMax: 148, c: 132, k: 1.48 },
}

/** A codec's own impairment, its robustness against loss, its look-ahead. */
export type CodecFactors = {
  scale: AudioScale
  ie: number
  bpl: number
  lookaheadMs: number
  /** the codec is not known and was taken for Opus */
  assumed: boolean
  /** the bitrate was not known */
  bitrateAssumed: boolean
}

/** Rows of [kbit/s, Ie, Bpl] on the full-band scale; between rows linear, outside constant. */
const opusRows = [
  [6, 77.802, 16.51],
  [7, 76.055, 16.51],
  [8, 70.824, 16.51],
  [9, 66.537, 16.51],
  [11, 47.413, 16.51],
  [12, 42.295, 16.51],
  [13, 38.959, 16.51],
  [14, 38.06, 16.51],
  [15, 34.12, 15.0],
  [16, 30.163, 11.83],
  [19, 23.807, 10.67],
  [22, 20.223, 10.47],
  [25, 20.209, 11.28],
  [28, 18.477, 10.63],
  [31, 16.829, 10.44],
  [34, 14.759, 10.12],
  [37, 12.078, 10.38],
  [40, 10.666, 9.79],
] as const

/** What a browser uses for full-band mono when the bitrate cannot be seen. */
const opusDefaultKbps = 32

/** Factors of a codec by its MIME type. An unknown one counts as Opus and is marked. */
export function codecFactors(mimeType: string | null, kbps: number | null): CodecFactors {
  const known = { assumed: false, bitrateAssumed: false }
  switch (mimeType?.toLowerCase()) {
    case 'audio/pcmu':
    case 'audio/pcma':
      return { scale: 'NB', ie: 0, bpl: 25.1, lookaheadMs: 0.25, ...known }
    case 'audio/g722':
      return { scale: 'WB', ie: 13, bpl: 10, lookaheadMs: 1.5, ...known }
    default: {
      const factors = opusFactors(kbps)
      factors.assumed = !isOpus(mimeType)
      return factors
    }
  }
}

export const isRed = (mimeType: string | null): boolean => mimeType?.toLowerCase() === 'audio/red'
const isOpus = (mimeType: string | null) => mimeType?.toLowerCase() === 'audio/opus' || isRed(mimeType)

function opusFactors(kbps: number | null): CodecFactors {
  const rate = kbps ?? opusDefaultKbps
  let below: OpusRow = opusRows[0]
  let above: OpusRow = opusRows[0]
  for (const row of opusRows) {
    above = row
    if (row[0] > rate) break
    below = row
  }
  const part = above[0] > below[0] ? Math.max(0, (rate - below[0]) / (above[0] - below[0])) : 0
  return {
    scale: 'FB',
    ie: below[1] + part * (above[1] - below[1]),
    bpl: below[2] + part * (above[2] - below[2]),
    lookaheadMs: 6.5,
    assumed: false,
    bitrateAssumed: kbps === null,
  }
}

type OpusRow = (typeof opusRows)[number]
