import { ratio } from './delta-ring.ts'
import {
  inboundAudioCells,
  inboundVideoCells,
  outboundAudioCells,
  outboundVideoCells,
  type TrackWindow,
} from './intervals.ts'

/**
 * Metrics of a window that explain a score but do not enter it: worked out only where somebody asks why.
 * Null = cannot be known.
 */

type Maybe = number | null
const time = -1

export type InboundAudioCauses = { stretchPct: Maybe }

/** How much sound was stretched or squeezed to fit. */
export function inboundAudioCauses({ own }: TrackWindow): InboundAudioCauses {
  const c = inboundAudioCells
  const inserted = ratio(own, c.insertedSamplesForDeceleration, c.totalSamplesReceived, 100)
  const removed = ratio(own, c.removedSamplesForAcceleration, c.totalSamplesReceived, 100)
  return { stretchPct: inserted === null || removed === null ? null : inserted + removed }
}

export type InboundVideoCauses = {
  decodeMs: Maybe
  dropPct: Maybe
  pliPerMin: Maybe
  firPerMin: Maybe
  nackPerMin: Maybe
  keyRatio: Maybe
}

/** What the decoder spent and asked for. */
export function inboundVideoCauses({ own }: TrackWindow): InboundVideoCauses {
  const c = inboundVideoCells
  return {
    decodeMs: ratio(own, c.totalDecodeTime, c.framesDecoded, 1000),
    dropPct: ratio(own, c.framesDropped, c.framesReceived, 100),
    pliPerMin: ratio(own, c.pliCount, time, 60),
    firPerMin: ratio(own, c.firCount, time, 60),
    nackPerMin: ratio(own, c.nackCount, time, 60),
    keyRatio: ratio(own, c.keyFramesDecoded, c.framesDecoded),
  }
}

export type OutboundAudioCauses = { sendDelayMs: Maybe; rtxPct: Maybe }

/** How long packets waited, and how many were sent again. */
export function outboundAudioCauses({ own }: TrackWindow): OutboundAudioCauses {
  const c = outboundAudioCells
  return {
    sendDelayMs: ratio(own, c.totalPacketSendDelay, c.packetsSent, 1000),
    rtxPct: ratio(own, c.retransmittedPacketsSent, c.packetsSent, 100),
  }
}

export type OutboundVideoCauses = OutboundAudioCauses & {
  encodeLoad: Maybe
  pliPerMin: Maybe
  firPerMin: Maybe
  nackPerMin: Maybe
}

/** The same of a picture, with the encoder's share of a core and what the far end asked for. */
export function outboundVideoCauses({ own }: TrackWindow): OutboundVideoCauses {
  const c = outboundVideoCells
  return {
    sendDelayMs: ratio(own, c.totalPacketSendDelay, c.packetsSent, 1000),
    rtxPct: ratio(own, c.retransmittedPacketsSent, c.packetsSent, 100),
    encodeLoad: ratio(own, c.totalEncodeTime, time),
    pliPerMin: ratio(own, c.pliCount, time, 60),
    firPerMin: ratio(own, c.firCount, time, 60),
    nackPerMin: ratio(own, c.nackCount, time, 60),
  }
}
