import type { RealtimeSocket } from './watcher.server.ts'

/** What waits to be sent to one client: packets of engine.io and bytes on their way to the kernel. */
export type Backlog = { messages: number; bytes: number }

/** The WebSocket below; engine.io does not type it. */
type RawTransport = { socket?: { bufferedAmount?: number; terminate?: () => void } }
type RawPacket = { data?: unknown; options?: { wsPreEncodedFrame?: { length: number }[] } }
type RawConnection = { transport: RawTransport; writeBuffer: RawPacket[]; readyState: string }

function rawConnection(socket: RealtimeSocket): RawConnection {
  return socket.conn as unknown as RawConnection
}

export function backlogOf(socket: RealtimeSocket): Backlog {
  const { transport, writeBuffer } = rawConnection(socket)
  const waiting = writeBuffer.reduce((sum, packet) => sum + packetBytes(packet), 0)
  return { messages: writeBuffer.length, bytes: waiting + (transport.socket?.bufferedAmount ?? 0) }
}

function packetBytes({ data, options }: RawPacket): number {
  if (options?.wsPreEncodedFrame) return options.wsPreEncodedFrame.reduce((sum, part) => sum + part.length, 0)
  return typeof data === 'string' ? data.length : 0
}

/** Ends the connection without waiting for what is still to be sent: a stalled client would hold it for half a minute. */
export function cutConnection(socket: RealtimeSocket): void {
  const { transport } = rawConnection(socket)
  socket.disconnect(true)
  transport.socket?.terminate?.()
}
