import type { EvidenceMetric } from '../evidence-metrics.ts'
import { limits } from '../limits.ts'
import { evidence, levelOf, limitOf, type Observation } from '../observation.ts'
import type { Person } from '../person.ts'
import type { Call, Stream } from './call.ts'
import { isActive, isWarm } from './look-at.ts'
import { type LossVerdict, lossVerdict } from './loss-direction.ts'

type Share = { lost: number; expected: number; video: boolean }
/** What one receiver loses of one sender; an unknown sender's tracks stand for themselves. */
type Leg = Share & { receiver: Person; sender: Person | null }

/** Packet loss of a whole call, attributed: each sender's media as all of its receivers measure it. */
export function lookAtLoss(call: Call, out: Observation[]): void {
  const legs = legsOf(call)
  if (legs.length === 0 && !call.people.some((person) => uplinkOf(person).expected > 0)) return
  const attributed = new Map<Leg, LossVerdict>()
  for (const sender of call.people) {
    const mine = legs.filter((leg) => leg.sender === sender)
    const uplink = uplinkOf(sender)
    const verdict = lossVerdict({
      peerToPeer: call.people.length === 2 && isPeerToPeer(uplink, mine),
      uplinkPct: pctOf(uplink),
      receivers: mine.map((leg) => ({ onSender: pctOf(leg) ?? 0, others: othersOf(legs, leg) })),
    })
    for (const leg of mine) attributed.set(leg, verdict)
    tellSender(call, sender, uplink, mine, verdict, out)
  }
  for (const leg of legs.filter(({ sender }) => sender === null))
    attributed.set(
      leg,
      lossVerdict({
        peerToPeer: false,
        uplinkPct: null,
        receivers: [{ onSender: pctOf(leg) ?? 0, others: othersOf(legs, leg) }],
      }),
    )
  for (const receiver of call.people) tellReceiver(call, receiver, legs, attributed, out)
}

/** Between two people both ends measure the same loss, unless a server stands between them and mends or makes it. */
function isPeerToPeer(uplink: Share, mine: readonly Leg[]): boolean {
  const up = pctOf(uplink)
  const down = pctOf(mine[0] ?? uplink)
  if (up === null || down === null) return true
  return !(up >= limits.loss.minor && down < up / 3) && !(down >= limits.loss.minor && up < down / 3)
}

function legsOf(call: Call): Leg[] {
  const legs = new Map<string, Leg>()
  const alone = receiversOfOne(call)
  for (const stream of call.streams) {
    const share = lossOf(stream)
    if (share === null) continue
    const { receiver, sender, number } = stream
    const key = `${receiver.participantId} ${sender?.participantId ?? (alone.has(receiver) ? 'the other' : `track ${number}`)}`
    const leg = legs.get(key) ?? { receiver, sender, lost: 0, expected: 0, video: false }
    legs.set(key, leg)
    leg.lost += share.lost
    leg.expected += share.expected
    leg.video ||= share.video
  }
  return [...legs.values()].filter(({ expected }) => expected >= limits.loss.minPackets)
}

/** One voice and one picture of people who do not report are most likely one person's: they cannot speak for each other. */
function receiversOfOne(call: Call): Set<Person> {
  const unknown = call.streams.filter(({ sender, track }) => sender === null && track.firstPacketMs !== null)
  const ofKind = (person: Person, type: string) =>
    unknown.filter(({ receiver, track }) => receiver === person && track.type === type).length
  return new Set(
    call.people.filter(
      (person) => ofKind(person, 'inbound-audio') <= 1 && ofKind(person, 'inbound-video') <= 1,
    ),
  )
}

function lossOf({ receiver, number, track }: Stream): Share | null {
  const metrics = track.inAudio ?? track.inVideo
  if (metrics === null || metrics.netLossPct === null || metrics.expectedPackets === null) return null
  if (
    !isWarm(receiver, number, track) ||
    !(isActive(track) || track.state === 'stalled' || track.state === 'idle')
  )
    return null
  return {
    lost: (metrics.netLossPct / 100) * metrics.expectedPackets,
    expected: metrics.expectedPackets,
    video: track.type === 'inbound-video',
  }
}

/** What the far end reports of everything that a person sends. */
function uplinkOf(person: Person): Share {
  const share: Share = { lost: 0, expected: 0, video: false }
  for (const [number, track] of person.quality.tracks) {
    const metrics = track.outAudio ?? track.outVideo
    if (metrics === null || metrics.upLossPct === null || !isActive(track) || !isWarm(person, number, track))
      continue
    const packets = metrics.reportedPackets ?? 0
    share.lost += (metrics.upLossPct / 100) * packets
    share.expected += packets
    share.video ||= track.type === 'outbound-video'
  }
  return share
}

const pctOf = ({ lost, expected }: Share): number | null =>
  expected >= limits.loss.minPackets ? (100 * lost) / expected : null

const othersOf = (legs: readonly Leg[], leg: Leg) =>
  legs.filter((other) => other !== leg && other.receiver === leg.receiver).map((other) => pctOf(other) ?? 0)

const upMetric = (share: Share): EvidenceMetric => (share.video ? 'upLossPct' : 'upAudioLossPct')
const downMetric = (share: Share): EvidenceMetric => (share.video ? 'downLossPct' : 'downAudioLossPct')

function tellSender(
  call: Call,
  sender: Person,
  uplink: Share,
  legs: readonly Leg[],
  { verdict, confidence, repaired }: LossVerdict,
  out: Observation[],
): void {
  const pct = pctOf(uplink)
  const affected = legs.filter((leg) => (pctOf(leg) ?? 0) >= limits.lossDirection.affectedPct)
  const heard = affected.map(({ receiver }) => receiver.participantId)
  if (verdict === 'server') {
    const worst = Math.max(...affected.map((leg) => pctOf(leg) ?? 0))
    out.push({
      kind: 'server-packet-loss',
      participantId: sender.participantId,
      level: levelOf(worst, limits.loss) ?? 'between',
      direction: 'receive',
      side: 'server',
      confidence,
      affected: heard,
      evidence: [
        ...affected.slice(0, 3).map((leg) => measured(call, leg, leg.receiver)),
        evidence(upMetric(uplink), call.nowMs, sender.participantId, { value: pct }),
      ],
    })
    return
  }
  if (pct === null || pct < limits.loss.clear || verdict === 'path') return
  const level = levelOf(pct, limits.loss)
  if (level === null) return
  out.push({
    kind: 'uplink-packet-loss',
    participantId: sender.participantId,
    level:
      verdict === 'sender-uplink' && level !== 'between' ? (repaired ? milder[level] : level) : 'between',
    direction: 'send',
    side: 'network-up',
    confidence,
    affected: heard,
    evidence: [
      evidence(upMetric(uplink), call.nowMs, sender.participantId, {
        value: pct,
        limit: limitOf(level, limits.loss),
        windowMs: 15_000,
      }),
      evidence('affectedReceivers', call.nowMs, null, { value: affected.length, text: `of ${legs.length}` }),
      ...affected.slice(0, 3).map((leg) => measured(call, leg, leg.receiver)),
    ],
  })
}

const milder = { critical: 'major', major: 'minor', minor: 'info', info: 'info' } as const

const measured = (call: Call, leg: Share, by: Person) =>
  evidence(downMetric(leg), call.nowMs, by.participantId, { value: pctOf(leg), windowMs: 15_000 })

function tellReceiver(
  call: Call,
  receiver: Person,
  legs: readonly Leg[],
  attributed: ReadonlyMap<Leg, LossVerdict>,
  out: Observation[],
): void {
  const own = legs.filter((leg) => leg.receiver === receiver)
  const verdictOf = (leg: Leg) => attributed.get(leg)?.verdict ?? 'none'
  for (const leg of own)
    if (leg.sender !== null && call.people.length === 2) tellPath(call, leg, verdictOf(leg), out)
  const blamed = own.filter((leg) => verdictOf(leg) === 'receiver-downlink' || verdictOf(leg) === 'unknown')
  const rest = call.people.length === 2 ? own.filter(({ sender }) => sender === null) : own
  const all = sum(blamed.length > 0 ? blamed : rest)
  const pct = pctOf(all)
  const level = pct === null ? null : levelOf(pct, limits.loss)
  if (level === null || pct === null) return
  const isSure = blamed.some((leg) => verdictOf(leg) === 'receiver-downlink')
  out.push({
    kind: 'downlink-packet-loss',
    participantId: receiver.participantId,
    level: blamed.length > 0 ? level : 'between',
    direction: 'receive',
    side: isSure ? 'network-down' : 'unknown',
    confidence: isSure
      ? (attributed.get(blamed.find((leg) => verdictOf(leg) === 'receiver-downlink') ?? (own[0] as Leg))
          ?.confidence ?? 'medium')
      : 'medium',
    affected: [receiver.participantId],
    evidence: [
      evidence(downMetric(all), call.nowMs, receiver.participantId, {
        value: pct,
        limit: limitOf(level, limits.loss),
        windowMs: 15_000,
      }),
    ],
  })
}

/** Between two people: the loss is certain, the side is not. */
function tellPath(call: Call, leg: Leg, verdict: LossVerdict['verdict'], out: Observation[]): void {
  const pct = pctOf(leg)
  const level = pct === null ? null : levelOf(pct, limits.loss)
  if (level === null || leg.sender === null) return
  const uplink = uplinkOf(leg.sender)
  out.push({
    kind: 'path-packet-loss',
    participantId: leg.receiver.participantId,
    aboutId: leg.sender.participantId,
    level: verdict === 'path' ? level : 'between',
    direction: 'receive',
    side: 'network-path',
    confidence: pctOf(uplink) === null ? 'medium' : 'high',
    affected: [leg.receiver.participantId],
    evidence: [
      evidence(downMetric(leg), call.nowMs, leg.receiver.participantId, {
        value: pct,
        limit: limitOf(level, limits.loss),
        windowMs: 15_000,
      }),
      ...(pctOf(uplink) === null
        ? []
        : [evidence(upMetric(uplink), call.nowMs, leg.sender.participantId, { value: pctOf(uplink) })]),
    ],
  })
}

function sum(legs: readonly Share[]): Share {
  const total: Share = { lost: 0, expected: 0, video: false }
  for (const { lost, expected, video } of legs) {
    total.lost += lost
    total.expected += expected
    total.video ||= video
  }
  return total
}
