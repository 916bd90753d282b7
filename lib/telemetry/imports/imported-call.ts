import type { WireReport } from '../columns.ts'
import type { ClientInfo } from '../contract.ts'
import type { WireEvent } from '../event-types.ts'

/** What an importer can read; recognised by content, never by a file's name. */
export const dumpFormats = {
  'call-recording': 'call recording',
  'earshot-session': 'Earshot session export',
  'webrtc-internals': 'webrtc-internals dump',
  'rtcstats-dump': 'RTCStatsDump',
  'jitsi-rtcstats': 'Jitsi rtcstats trace',
  'rtcstats-export': 'rtcstats export of 2016',
  'client-sample': 'ObserveRTC ClientSample',
  'about-webrtc': 'Firefox about:webrtc report',
  'stats-report': 'getStats report',
} as const
export type DumpFormat = keyof typeof dumpFormats

/** One end of a call: what our SDK would have sent from there, in the order of `seq`. */
export type ImportedParticipant = {
  id: string
  name: string | null
  /** as an envelope carries it, before it is scrubbed: the user-agent text is read for names and forgotten */
  client: ClientInfo
  reports: WireReport[]
  events: WireEvent[]
  /** `seq` at which the page began anew and numbers its tracks from the start again; most dumps have none */
  restartsAt?: number[]
}

/** What every dump becomes. */
export type ImportedCall = {
  format: DumpFormat
  formatVersion: string | null
  /** epoch ms of the first thing known, on the dump's own clock */
  startedAt: number
  participants: ImportedParticipant[]
  /** sentences for people: what was left out, and what such a dump cannot say */
  notes: string[]
  /** whether it tells when somebody mutes, where the file itself says so */
  tellsMute?: boolean
}

/** How much one import may bring; beyond it the rest is left out and a note says so. */
export const importLimits = {
  /** of the file as it was uploaded */
  maxBytes: 100 * 1024 * 1024,
  /** of its content after gunzip */
  maxInflatedBytes: 300 * 1024 * 1024,
  /** how many times larger than packed; counters that hardly change reach 60, a bomb 1,000 */
  maxInflateRatio: 150,
  /** one line or one value of a document */
  maxValueBytes: 8 * 1024 * 1024,
  maxDepth: 32,
  maxParticipants: 64,
  maxConnections: 64,
  /** numbers of all samples together: about 100 MB of memory */
  maxCells: 4_000_000,
  maxEvents: 50_000,
  maxStatsPerSample: 2_000,
} as const
export type ImportLimits = { [K in keyof typeof importLimits]: number }

export type ReadOptions = {
  /** salts every hash, as the app's key does in the SDK */
  key?: string
  /** time between two reports; the SDK's own period unless told */
  intervalMs?: number
  limits?: Partial<ImportLimits>
}

export type Reading = { key: string; intervalMs: number; limits: ImportLimits }

export function readingOf({ key = 'import', intervalMs = 2_000, limits }: ReadOptions): Reading {
  return { key, intervalMs, limits: { ...importLimits, ...limits } }
}

/** Takes a dump's content piece by piece. */
export type DumpReader = {
  take(bytes: Uint8Array): void
  /** All was handed in: the call, or a refusal. */
  end(): ImportedCall
}

/** Whether a format tells when somebody mutes a track: what browsers dump by themselves does not. */
export const tellsMute = (format: DumpFormat): boolean =>
  format === 'call-recording' || format === 'earshot-session'

/** The same for a call that was read: an export of ours says it of itself. */
export const knowsMutes = (call: Pick<ImportedCall, 'format' | 'tellsMute'>): boolean =>
  call.tellsMute ?? tellsMute(call.format)
