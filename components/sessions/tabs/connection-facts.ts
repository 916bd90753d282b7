import type { EventView } from '#lib/sessions/contract.ts'

/** One RTCPeerConnection as its events tell it. Null = nobody said. */
export type ConnectionFacts = {
  key: string
  connection: number
  label: string | null
  relayOnly: boolean | null
  createdAt: number
  closedAt: number | null
  state: string | null
  /** the newest path */
  path: PathFacts | null
  /** every change of the path, oldest first; the first is how it began */
  paths: PathFacts[]
  errors: { at: number; text: string; host: string | null; count: number }[]
  restarts: number
}
export type PathFacts = {
  at: number
  localCandidateType: string | null
  remoteCandidateType: string | null
  protocol: string | null
  relayProtocol: string | null
  relayHost: string | null
  networkType: string | null
}

const text = (value: EventView['data'][string] | undefined) =>
  value === undefined || value === null || value === '' ? null : String(value)

/** All connections of one participant, oldest first. A reloaded page counts its connections anew. */
export function connectionFacts(events: readonly EventView[], participantId: string): ConnectionFacts[] {
  const found = new Map<string, ConnectionFacts>()
  const own = events.filter((event) => event.participantId === participantId && event.connection !== null)
  for (const event of own.toSorted((a, b) => a.at - b.at || a.seq - b.seq)) {
    const key = `${event.boot}.${event.connection}`
    const facts = found.get(key) ?? begin(key, event)
    found.set(key, facts)
    folds[event.type]?.(facts, event)
  }
  return [...found.values()]
}

function begin(key: string, event: EventView): ConnectionFacts {
  return {
    key,
    connection: event.connection ?? 0,
    label: null,
    relayOnly: null,
    createdAt: event.at,
    closedAt: null,
    state: null,
    path: null,
    paths: [],
    errors: [],
    restarts: 0,
  }
}

const folds: Record<string, (facts: ConnectionFacts, event: EventView) => void> = {
  'connection-created': (facts, { data }) => {
    facts.label = text(data.label)
    facts.relayOnly = typeof data.relayOnly === 'boolean' ? data.relayOnly : null
  },
  'connection-closed': (facts, { at }) => {
    facts.closedAt = at
  },
  'connection-state': (facts, { data }) => {
    facts.state = text(data.state) ?? facts.state
  },
  'ice-restart': (facts) => {
    facts.restarts++
  },
  'connection-meta': notePath,
  'ice-candidate-error': noteError,
}

function notePath(facts: ConnectionFacts, { at, data }: EventView) {
  const path: PathFacts = {
    at,
    localCandidateType: text(data.localCandidateType),
    remoteCandidateType: text(data.remoteCandidateType),
    protocol: text(data.protocol),
    relayProtocol: text(data.relayProtocol),
    relayHost: text(data.relayHost),
    networkType: text(data.networkType),
  }
  if (facts.path === null || pathText(facts.path) !== pathText(path)) facts.paths.push(path)
  facts.path = path
}

/** The same refusal again is counted, not listed. */
function noteError(facts: ConnectionFacts, { at, data }: EventView) {
  const told = [text(data.code), text(data.text)].filter(Boolean).join(' ') || 'no reason given'
  const host = text(data.host)
  const known = facts.errors.find((error) => error.text === told && error.host === host)
  if (known) known.count++
  else facts.errors.push({ at, text: told, host, count: 1 })
}

/** "relay over udp through turn.example, the far end srflx" */
export function pathText(path: PathFacts): string {
  const { localCandidateType, remoteCandidateType, protocol, relayProtocol, relayHost, networkType } = path
  const parts = [localCandidateType ?? 'unknown candidate']
  const over = relayProtocol ?? protocol
  if (over !== null) parts.push(`over ${over}`)
  if (relayHost !== null) parts.push(`through ${relayHost}`)
  const far = remoteCandidateType === null ? '' : `, the far end ${remoteCandidateType}`
  const network = networkType === null ? '' : `, on ${networkType}`
  return `${parts.join(' ')}${far}${network}`
}
