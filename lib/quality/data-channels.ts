import { connectionIndex, type DecodedReport } from '#lib/telemetry/decode-report.ts'
import type { WireEvent } from '#lib/telemetry/event-types.ts'

/** W3C RTCDataChannelState, and `error` where an app says so. */
export const channelStates = ['connecting', 'open', 'closing', 'closed', 'error'] as const
export type ChannelState = (typeof channelStates)[number]

export type DataChannel = {
  connection: number | null
  label: string
  state: ChannelState
  since: number
  /** it was open at some time */
  opened: boolean
}

/** The data channels of one participant. */
export type DataChannels = {
  byKey: Map<string, DataChannel>
  /** messages by connection at the report before: sent, received */
  messages: Map<number, readonly [sent: number | null, received: number | null]>
}

/** A page names its channels as it likes; of more than these nobody keeps count. */
const maxChannels = 32
const maxConnections = 64
const maxLabel = 60

export const createDataChannels = (): DataChannels => ({ byKey: new Map(), messages: new Map() })

const isState = (value: unknown): value is ChannelState => channelStates.some((state) => state === value)

/** Folds a `data-channel` event in. Channels of one label on one connection are one to us. */
export function foldChannel(channels: DataChannels, event: WireEvent, at: number): void {
  const { state, label } = event.data ?? {}
  if (!isState(state)) return
  const text = String(label ?? '').slice(0, maxLabel)
  const connection = event.connection ?? null
  const key = `${connection ?? ''} ${text}`
  const known = channels.byKey.get(key)
  if (known?.state === state) return
  if (known === undefined && channels.byKey.size >= maxChannels) return
  channels.byKey.set(key, {
    connection,
    label: text,
    state,
    since: at,
    opened: known?.opened === true || state === 'open',
  })
}

/** A connection that was closed takes its channels with it: nobody misses them. */
export function closeConnection(channels: DataChannels, connection: number | undefined): void {
  if (connection === undefined) return
  channels.messages.delete(connection)
  for (const [key, channel] of channels.byKey)
    if (channel.connection === connection) channels.byKey.delete(key)
}

/** How many messages went over data channels since the report before; null where no connection counts them. */
export function channelMessages(
  channels: DataChannels,
  report: DecodedReport,
): { sent: number; received: number } | null {
  let sum: { sent: number; received: number } | null = null
  for (const { connection, row } of report.connections) {
    const sent = row[connectionIndex.dataChannelMessagesSent] ?? null
    const received = row[connectionIndex.dataChannelMessagesReceived] ?? null
    if (sent === null && received === null) continue
    const before = channels.messages.get(connection)
    if (before === undefined && channels.messages.size >= maxConnections) continue
    channels.messages.set(connection, [sent, received])
    sum ??= { sent: 0, received: 0 }
    if (before === undefined || fell(before[0], sent) || fell(before[1], received)) continue
    sum.sent += grown(before[0], sent)
    sum.received += grown(before[1], received)
  }
  return sum
}

/** A counter that falls is another one: it only sets the base. */
const fell = (before: number | null, now: number | null) => before !== null && now !== null && now < before
const grown = (before: number | null, now: number | null) =>
  before === null || now === null ? 0 : Math.max(0, now - before)
