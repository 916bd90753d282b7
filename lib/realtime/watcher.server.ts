import type { Server, Socket } from 'socket.io'
import type { z } from 'zod'
import type { Member } from '#lib/access/member.ts'
import type { serverMessages, WatchAck } from './contract.ts'
import type { Bucket } from './token-bucket.ts'

type ServerEvents = {
  [Name in keyof typeof serverMessages]: (message: z.infer<(typeof serverMessages)[Name]>) => void
}
/** What a client sends is `unknown` until parsed. */
type ClientEvents = { [event: string]: (...args: unknown[]) => void }
type NoEvents = Record<string, never>

export type RealtimeServer = Server<ClientEvents, ServerEvents, NoEvents, { member: Member }>
export type RealtimeSocket = Socket<ClientEvents, ServerEvents, NoEvents, { member: Member }>

/** One connected screen: who it is and what the server decided it may watch. */
export type Watcher = {
  readonly socket: RealtimeSocket
  member: Member
  /** the wall room it is in */
  wallRoom: string | null
  session: { sessionId: string; customerId: string } | null
  /** rises with every wish; an answer that comes after a newer wish joins nothing */
  wish: number
  bucket: Bucket
  refusedMessages: number
  /** since when its outgoing buffer is over the cap; null = it keeps up */
  slowSince: number | null
}

/** The room of screens that watch no wall: they hear `tick` instead. */
export const tickRoom = 'ticks'

export type Log = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export type WatchCode = WatchAck['code']
