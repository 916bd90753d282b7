import type { FindingKind } from './catalogue.ts'
import type { Confidence, Finding, Severity } from './contract.ts'

/**
 * Which finding explains which, and what is left to act on: the table of quality model 5.3 and the order after it.
 * Pure: open findings in, their new `explainedBy` and `rank` out.
 */

type Relation = 'same' | 'sender' | 'call' | 'path'
type Rule = {
  cause: readonly FindingKind[]
  explains: readonly FindingKind[]
  of: Relation
  /** what must hold besides */
  when?: (cause: Finding, other: Finding) => boolean
}

/** Reports of two people come seconds apart: nothing nearer tells which was first. */
const wasFirst = (cause: Finding, other: Finding) => cause.openedAt <= other.openedAt + 4_000
const wasClearlyFirst = (cause: Finding, other: Finding) => cause.openedAt + 2_000 <= other.openedAt
/** So little bandwidth that the loss is its overflow, and not the estimate's answer to the loss. */
const isNarrow = (cause: Finding, other: Finding) =>
  wasClearlyFirst(cause, other) ||
  cause.evidence.some(
    ({ metric, value, limit }) => metric === 'availableOutKbps' && value !== null && value < (limit ?? 0),
  )

/** For as long as a switch takes. */
const switchMs = 30_000
const wasTheSwitch = (cause: Finding, other: Finding) =>
  wasFirst(cause, other) && other.openedAt <= cause.openedAt + switchMs

/** A server or a network is the cause of what its own people suffer, and of what others notice of them. */
function isAboutAffected({ affected }: Finding, { participantId, aboutId }: Finding): boolean {
  return [participantId, aboutId].some((id) => id !== null && affected.includes(id))
}

const loss = ['uplink-packet-loss', 'downlink-packet-loss', 'path-packet-loss', 'server-packet-loss'] as const
const seen = ['video-freezes', 'decoder-stall', 'low-frame-rate', 'blocky-video', 'low-resolution'] as const
const missing = ['no-inbound-audio', 'no-inbound-video'] as const
const media = [...seen, ...missing, 'bursty-loss', 'screen-share-degraded', 'one-way-audio'] as const
const chats = [
  'chat-delivery-delayed',
  'chat-messages-failing',
  'chat-disconnected',
  'chat-reconnecting',
] as const
const network = [
  ...loss,
  'bursty-loss',
  'high-rtt',
  'high-jitter',
  'uplink-bandwidth-limited',
  'downlink-bandwidth-limited',
  'bufferbloat',
  'retransmission-storm',
] as const

/**
 * `same`: on the same participant; `sender`: on a receiver, about the cause's participant; `path`: between the same two
 * people, either way; `call`: anybody in the call.
 */
const rules: readonly Rule[] = [
  {
    cause: ['server-degraded', 'region-degraded', 'isp-degraded', 'turn-server-degraded'],
    explains: [...network, ...media, 'ice-disconnected', 'network-outage', 'dropped-call'],
    of: 'call',
    when: isAboutAffected,
  },
  {
    cause: ['network-change'],
    explains: ['ice-disconnected', 'ice-flapping', ...network, ...missing, ...chats, 'network-outage'],
    of: 'same',
    when: wasTheSwitch,
  },
  {
    cause: ['ice-failed', 'dtls-failed', 'turn-allocation-failed'],
    explains: ['join-failed', 'high-join-time', ...missing],
    of: 'same',
  },
  { cause: ['turn-allocation-failed'], explains: ['ice-failed'], of: 'same' },
  {
    cause: ['permission-denied', 'device-not-found', 'device-in-use'],
    explains: ['join-failed'],
    of: 'same',
  },
  {
    cause: ['network-outage'],
    explains: [
      'ice-disconnected',
      'ice-flapping',
      ...network,
      ...media,
      'telemetry-gap',
      'keyframe-request-storm',
      'network-outage',
    ],
    of: 'path',
  },
  {
    cause: ['dropped-call'],
    explains: ['ice-disconnected', 'network-outage', ...media, 'telemetry-gap', ...network],
    of: 'path',
  },
  {
    cause: ['network-outage', 'ice-disconnected', 'dropped-call'],
    explains: [...chats, 'data-channel-closed', 'data-channel-stalled'],
    of: 'same',
  },
  {
    cause: ['data-channel-closed', 'chat-reconnecting'],
    explains: ['chat-disconnected', 'chat-messages-failing', 'chat-delivery-delayed', 'data-channel-stalled'],
    of: 'same',
  },
  {
    cause: [...loss, 'high-rtt', 'bufferbloat', 'uplink-bandwidth-limited'],
    explains: ['chat-delivery-delayed'],
    of: 'path',
  },
  { cause: ['chat-disconnected'], explains: ['chat-messages-failing', 'chat-delivery-delayed'], of: 'same' },
  { cause: ['chat-messages-failing'], explains: ['chat-delivery-delayed'], of: 'same' },
  { cause: ['ice-flapping'], explains: ['ice-disconnected'], of: 'same' },
  {
    cause: ['ice-disconnected'],
    explains: [...missing, ...seen, 'one-way-audio', 'telemetry-gap', ...network],
    of: 'path',
  },
  { cause: ['server-not-forwarding'], explains: [...missing, 'one-way-audio', ...seen], of: 'sender' },
  { cause: ['one-way-audio'], explains: [...missing, ...seen, ...loss, 'bursty-loss'], of: 'sender' },
  {
    cause: ['one-way-audio'],
    explains: ['uplink-bandwidth-limited', 'uplink-packet-loss', 'retransmission-storm'],
    of: 'path',
  },
  {
    cause: ['uplink-packet-loss', 'server-packet-loss'],
    explains: [
      'downlink-packet-loss',
      'path-packet-loss',
      ...seen,
      'keyframe-request-storm',
      'bursty-loss',
      'high-jitter',
    ],
    of: 'sender',
  },
  {
    cause: ['uplink-packet-loss', 'path-packet-loss'],
    explains: ['retransmission-storm', 'keyframe-request-storm', 'uplink-bandwidth-limited'],
    of: 'path',
  },
  { cause: ['path-packet-loss'], explains: [...seen, 'bursty-loss', 'high-jitter'], of: 'same' },
  { cause: ['downlink-packet-loss'], explains: [...seen, 'bursty-loss', 'high-jitter'], of: 'same' },
  { cause: ['bursty-loss', 'high-jitter'], explains: [...seen], of: 'same' },
  {
    cause: ['bufferbloat'],
    explains: ['high-rtt', 'uplink-bandwidth-limited', 'video-freezes'],
    of: 'path',
  },
  {
    cause: ['bufferbloat', 'uplink-bandwidth-limited'],
    explains: ['high-jitter'],
    of: 'path',
    when: wasClearlyFirst,
  },
  {
    cause: ['path-packet-loss', 'uplink-packet-loss', 'high-jitter'],
    explains: ['bufferbloat'],
    of: 'path',
    when: wasFirst,
  },
  {
    cause: ['high-jitter'],
    explains: ['retransmission-storm', 'high-rtt', 'uplink-bandwidth-limited'],
    of: 'path',
    when: wasFirst,
  },
  {
    cause: ['uplink-bandwidth-limited'],
    explains: [
      'low-resolution',
      'low-frame-rate',
      'blocky-video',
      'screen-share-degraded',
      'video-freezes',
      'high-rtt',
      'bursty-loss',
    ],
    of: 'path',
  },
  {
    cause: ['uplink-bandwidth-limited'],
    explains: ['path-packet-loss', 'uplink-packet-loss', 'retransmission-storm'],
    of: 'path',
    when: isNarrow,
  },
  {
    cause: ['downlink-bandwidth-limited'],
    explains: ['low-resolution', 'no-inbound-video', 'video-freezes'],
    of: 'same',
  },
  {
    cause: ['cpu-limited-encode'],
    explains: [
      'low-frame-rate',
      'low-resolution',
      'video-freezes',
      'low-source-fps',
      'camera-frozen',
      'high-rtt',
      'high-jitter',
    ],
    of: 'sender',
  },
  {
    cause: ['cpu-limited-encode'],
    explains: [
      'low-source-fps',
      'camera-frozen',
      'bufferbloat',
      'cpu-limited-decode',
      'high-rtt',
      'audio-playout-glitches',
    ],
    of: 'same',
  },
  {
    cause: ['cpu-limited-decode'],
    explains: ['low-frame-rate', 'video-freezes', 'decoder-stall', 'audio-playout-glitches'],
    of: 'same',
  },
  {
    cause: ['low-source-fps', 'camera-frozen'],
    explains: ['low-frame-rate', 'video-freezes', 'no-inbound-video'],
    of: 'sender',
  },
  {
    cause: [
      'device-unplugged',
      'permission-denied',
      'device-not-found',
      'device-in-use',
      'device-muted-by-system',
      'silent-mic',
      'mic-muted',
    ],
    explains: ['one-way-audio', 'no-inbound-audio'],
    of: 'sender',
  },
  {
    cause: ['device-not-found', 'permission-denied', 'device-in-use'],
    explains: ['no-audio-source', 'one-way-audio'],
    of: 'same',
  },
  {
    cause: ['tab-hidden-throttled'],
    explains: ['telemetry-gap', 'video-freezes', 'low-frame-rate', 'camera-frozen'],
    of: 'same',
  },
  { cause: ['relay-over-tcp'], explains: ['high-rtt', 'high-jitter'], of: 'same' },
  { cause: ['keyframe-request-storm'], explains: ['blocky-video'], of: 'sender' },
  { cause: ['high-rtt'], explains: ['video-freezes', 'uplink-bandwidth-limited'], of: 'path' },
]

const byCause = new Map<string, Rule[]>()
for (const rule of rules)
  for (const kind of rule.cause) byCause.set(kind, [...(byCause.get(kind) ?? []), rule])

/** A cause may have been noticed this much later than what it explains. */
const laterMs = 15_000

function isRelated(cause: Finding, other: Finding, of: Relation): boolean {
  if (of === 'call') return true
  if (of === 'same') return cause.participantId === other.participantId
  if (of === 'sender')
    return other.aboutId === cause.participantId || cause.affected.includes(other.participantId ?? '')
  return touches(cause, other)
}

/** The same person, or the same two people whichever way round. */
function touches(cause: Finding, other: Finding): boolean {
  if (cause.participantId === other.participantId) return true
  const ends = new Set([cause.participantId, cause.aboutId, ...cause.affected])
  return ends.has(other.participantId) && (other.aboutId === null || ends.has(other.aboutId))
}

/** Two people, one path: the same kind at both ends is one trouble. */
function isMirror(cause: Finding, other: Finding): boolean {
  return (
    cause.kind === other.kind &&
    cause.side === 'network-path' &&
    other.side === 'network-path' &&
    cause.participantId !== other.participantId &&
    (cause.openedAt < other.openedAt ||
      (cause.openedAt === other.openedAt && cause.findingId < other.findingId)) &&
    (cause.aboutId === null || cause.aboutId === other.participantId)
  )
}

/** What somebody did on purpose: no trouble by itself, and yet the whole reason for what others miss. */
const onPurpose: readonly string[] = ['mic-muted', 'tab-hidden-throttled'] satisfies FindingKind[]
const isHint = ({ kind, confidence, severity }: Finding) =>
  confidence === 'low' || (severity === 'info' && !onPurpose.includes(kind))

export function explains(cause: Finding, other: Finding): boolean {
  if (cause === other || isHint(cause) || cause.openedAt > other.openedAt + laterMs) return false
  if (isMirror(cause, other)) return true
  const found = byCause
    .get(cause.kind)
    ?.some(
      ({ explains: kinds, of, when }) =>
        (kinds as readonly string[]).includes(other.kind) &&
        isRelated(cause, other, of) &&
        (when?.(cause, other) ?? true),
    )
  return found === true
}

const severityRank: Readonly<Record<Severity, number>> = { info: 0, minor: 1, major: 2, critical: 3 }
const confidenceRank: Readonly<Record<Confidence, number>> = { low: 0, medium: 1, high: 2 }

/** Worst first: severity, then how many suffer, then how sure it is, then who was first. */
export function inOrderOfWeight(a: Finding, b: Finding): number {
  return (
    severityRank[b.severity] - severityRank[a.severity] ||
    b.affected.length - a.affected.length ||
    confidenceRank[b.confidence] - confidenceRank[a.confidence] ||
    a.openedAt - b.openedAt ||
    (a.findingId < b.findingId ? -1 : 1)
  )
}

const mostRanked = 3

/** The findings whose place changes, with their new place. Only open ones are moved: history keeps what it was told. */
export function reduceToRoot(all: readonly Finding[]): Finding[] {
  const open = all.filter(({ clearedAt }) => clearedAt === null)
  const recent = all.filter(({ clearedAt }) => clearedAt !== null)
  const explainedBy = new Map(recent.map(({ findingId, explainedBy }) => [findingId, explainedBy]))
  for (const finding of open) explainedBy.set(finding.findingId, causeOf(finding, open, recent, explainedBy))
  const left = open
    .filter(
      ({ findingId, confidence, severity }) =>
        !explainedBy.get(findingId) && confidence !== 'low' && severity !== 'info',
    )
    .sort(inOrderOfWeight)
  const ranks = new Map(left.slice(0, mostRanked).map(({ findingId }, i) => [findingId, i + 1]))
  return open.flatMap((finding) => {
    const next = {
      explainedBy: explainedBy.get(finding.findingId) ?? null,
      rank: ranks.get(finding.findingId) ?? null,
    }
    return next.explainedBy === finding.explainedBy && next.rank === finding.rank
      ? []
      : [{ ...finding, ...next }]
  })
}

/** The weightiest open finding that explains this one; never in a circle. */
function causeOf(
  finding: Finding,
  open: readonly Finding[],
  recent: readonly Finding[],
  known: ReadonlyMap<string, string | null>,
): string | null {
  const causes = open.filter(
    (cause) => explains(cause, finding) && !leadsTo(cause.findingId, finding.findingId, known),
  )
  const echoes = recent.filter(
    (cause) =>
      isEcho(cause, finding) &&
      explains(cause, finding) &&
      !leadsTo(cause.findingId, finding.findingId, known),
  )
  return (causes.sort(inOrderOfWeight)[0] ?? echoes.sort(inOrderOfWeight)[0])?.findingId ?? null
}

/** What is over still fills the windows of others for a while. */
const echoMs = 20_000
const isEcho = (cause: Finding, other: Finding) =>
  other.openedAt >= cause.openedAt - laterMs && other.openedAt <= (cause.clearedAt ?? 0) + echoMs

function leadsTo(from: string, to: string, known: ReadonlyMap<string, string | null>): boolean {
  let at: string | null | undefined = from
  for (let steps = 0; at && steps <= known.size; steps++) {
    if (at === to) return true
    at = known.get(at)
  }
  return false
}
