import { readAboutWebrtc } from './about-webrtc.ts'
import { readCallRecording } from './call-recording.ts'
import { readClientSampleDocument } from './client-sample.ts'
import { cutJson, type JsonPath, type Wish } from './cut-json.ts'
import { readEarshotSession } from './earshot-session.ts'
import type { DumpReader, ImportedCall, Reading } from './imported-call.ts'
import { glimpse, unknownVersion, unsupported } from './refusals.ts'
import { readRtcstatsExport } from './rtcstats-export.ts'
import { readWebrtcInternals } from './webrtc-internals.ts'

/** The part of a JSON document that one format owns: everything below one key of the top level. */
export type Section = {
  wish(path: JsonPath, isContainer: boolean): Wish
  take(path: JsonPath, value: unknown): void
  /** `head` holds what stands beside it at the top level; `mediaAsks` the items of `getUserMedia` */
  end(head: Head): ImportedCall
}
export type Head = {
  readonly values: { readonly [key: string]: unknown }
  readonly mediaAsks: readonly unknown[]
}

/** Containers of the top level that are small and wanted whole. */
const wholeKeys = new Set([
  'UserAgentData',
  'userAgentData',
  'browsers',
  'clientEvents',
  'clientIssues',
  'clientMetaItems',
])
const maxMediaAsks = 10_000

/** Any dump that is one JSON object. Its keys tell which; several may fit, then the first of this list is meant. */
const claims: {
  name: string
  fits: (key: string, isArray: boolean, head: Record<string, unknown>) => boolean
  read: (reading: Reading, head: Record<string, unknown>) => Section
}[] = [
  {
    name: 'recording',
    fits: (key, isArray, { format }) => key === 'participants' && isArray && typeof format === 'string',
    read: readVersioned,
  },
  {
    name: 'export of 2016',
    fits: (key, isArray) => key === 'peerConnections' && !isArray,
    read: readRtcstatsExport,
  },
  {
    name: 'client sample',
    fits: (key, isArray) => key === 'peerConnections' && isArray,
    read: readClientSampleDocument,
  },
  { name: 'about:webrtc', fits: (key, isArray) => key === 'reports' && isArray, read: readAboutWebrtc },
  {
    name: 'webrtc-internals',
    fits: (key, isArray) => key === 'PeerConnections' && !isArray,
    read: readWebrtcInternals,
  },
]

export function readObjectDump(reading: Reading): DumpReader {
  const values: Record<string, unknown> = Object.create(null)
  const mediaAsks: unknown[] = []
  const sections = new Map<string, Section>()
  const keys: string[] = []
  const cutter = cutJson(wish, take, reading.limits)

  function wish(path: JsonPath, isContainer: boolean, isArray: boolean): Wish {
    const key = String(path[0])
    if (path.length === 0) return 'enter'
    if (path.length > 1)
      return key === 'getUserMedia' ? 'take' : (sections.get(key)?.wish(path, isContainer) ?? 'take')
    if (keys.length < 20) keys.push(key)
    if (!isContainer || wholeKeys.has(key)) return 'take'
    if (key === 'getUserMedia' && isArray) return 'enter'
    const claim = claims.find(({ fits }) => fits(key, isArray, values))
    if (!claim) return 'skip'
    sections.set(key, claim.read(reading, values))
    return 'enter'
  }

  function take(path: JsonPath, value: unknown) {
    const key = String(path[0])
    if (key === 'getUserMedia' && path.length === 2) {
      if (mediaAsks.length < maxMediaAsks) mediaAsks.push(value)
    } else if (path.length > 1) sections.get(key)?.take(path, value)
    else if (key !== '__proto__' && Object.keys(values).length < 100) values[key] = value
  }

  function end(): ImportedCall {
    cutter.end()
    const order = ['participants', 'peerConnections', 'reports', 'PeerConnections']
    const section = order.map((key) => sections.get(key)).find((one) => one !== undefined)
    if (section) return section.end({ values, mediaAsks })
    throw unsupported(
      `This is a JSON object with ${keys.length > 0 ? `the keys ${glimpse(keys.join(', '), 120)}` : 'no keys'}, which no dump has.`,
    )
  }

  return { take: cutter.take, end }
}

/** Formats that name themselves and their version. */
function readVersioned(reading: Reading, { format }: Record<string, unknown>): Section {
  if (format === 'call-recording/1') return readCallRecording(reading)
  if (format === 'earshot-session/1') return readEarshotSession(reading)
  const name = String(format).split('/')[0]
  if (name === 'earshot-session')
    throw unknownVersion(`The export says ${glimpse(String(format))}.`, 'earshot-session/1')
  if (name === 'call-recording')
    throw unknownVersion(`The recording says ${glimpse(String(format))}.`, 'call-recording/1')
  throw unsupported(`The file calls itself ${glimpse(String(format))}, which is no format Earshot reads.`)
}
