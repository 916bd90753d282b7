/** Earshot browser SDK: watches the WebRTC calls of a page and sends their health to an Earshot collector. */

export interface Who {
  session?: { id: string; name?: string; tags?: Record<string, string> }
  participant?: { id?: string; name?: string; role?: string; tags?: Record<string, string> }
  /** Tags of the session, at most ten. */
  tags?: Record<string, string>
}

export interface Options extends Who {
  /** Public key of the app, `pk_…`. */
  key: string
  /** Origin of the collector; by default the origin this script came from. */
  endpoint?: string
  /** Version of your app. */
  app?: string
  /** `hash`: names of people and sessions leave the page hashed. Default `names`. */
  privacy?: 'names' | 'hash'
  /** Which console messages to note. Default `errors`. */
  console?: 'off' | 'errors' | 'warnings'
  /** `false`: exceptions, rejections and console messages of the page are not noted. */
  errors?: boolean
  /** `false`: nothing is kept in IndexedDB. */
  storage?: boolean
  /** `false`: the join funnel starts at `join()` or the first connection, not when the session is known. */
  autoJoin?: boolean
  /** Says in the console what goes wrong inside the SDK. */
  debug?: boolean
}

export type Data = Record<string, unknown>

/** Starts watching. None of these functions ever throws; before `init` the others do nothing. */
export function init(options: Options): void
export function identify(who: Who): void
/** Watches a connection that was made before the SDK was loaded, or gives one a label. */
export function watch(connection: RTCPeerConnection, details?: { label?: string }): void
export function join(): void
export function leave(reason?: string): void
export function log(level: string, message: string, data?: Data): void
export function event(name: string, data?: Data): void
/** Says when the app's own control channel (its WebSocket, its room) comes and goes. */
export function signaling(state: 'connected' | 'disconnected'): void
export function rate(stars: number, tag?: string): void
/** Marks this moment; the user reads the six-character code to support. */
export function report(): string | undefined
export const chat: {
  sent(id: string, details?: { channel?: string }): void
  acked(id: string, details?: { channel?: string }): void
  failed(id: string, details?: { channel?: string; reason?: string }): void
  received(id: string, details?: { channel?: string }): void
  disconnected(reason?: string): void
  reconnected(): void
}
/** Stops watching and gives the page its own functions back. */
export function stop(): void
/** What the SDK did so far. */
export function health():
  | {
      produced: number
      acked: number
      waiting: number
      guarded: number
      connections: number
      stopped: boolean
    }
  | undefined
