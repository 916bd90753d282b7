import type { WireEvent } from '../telemetry/event-types.ts'

/** One entry of `[...report.values()]`. Every field but these three is optional and of any kind. */
export type RtcStat = { id: string; type: string; timestamp: number; [field: string]: unknown }

/** What getStats gave for one connection; the number is the SDK's own and stays with the connection. */
export type StatsOfConnection = {
  connection: number
  stats: readonly RtcStat[]
  /** the id under which a media section announces its track to the other end, when the page knows */
  announcedId?: (mid: unknown, isInbound: boolean) => string | undefined
}

/** An event that still needs its place in the order of sending. */
export type UnsentEvent = Omit<WireEvent, 'seq'>

/** What is remembered between two reports: numbers of tracks, and what was last said about them. */
export type StatsIndex = {
  trackNumbers: Map<string, number>
  said: Map<string, string>
  /** numbers by `connection direction trackIdentifier`, for events about a MediaStreamTrack */
  numberOf: Map<string, number>
  hash: (text: string) => string
  /** mic, camera or screen, when the page knows */
  sourceOf?: (trackIdentifier: string) => string | undefined
}
