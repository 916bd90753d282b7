import { type Agent, startAgent } from './earshot.ts'
import { emit, guard } from './recorder.ts'
import type { Options, Who } from './types.ts'

const maxWaitingMessages = 500

type Data = Record<string, unknown>
type Calls = Record<string, (...args: never[]) => unknown>
type ForPage<T extends Calls> = {
  [K in keyof T]: (...args: Parameters<T[K]>) => ReturnType<T[K]> | undefined
}

let agent: Agent | undefined
const sentMessages = new Map<string | undefined, number>()
const script = globalThis.document?.currentScript as HTMLScriptElement | null | undefined

/** Every entry point: does nothing before `init`, and never throws. */
function forPage<T extends Calls>(calls: T): ForPage<T> {
  const guarded: Calls = {}
  for (const name in calls) guarded[name] = (...args) => agent && guard(() => calls[name]?.(...args))
  return guarded as ForPage<T>
}

/** Starts watching. A second call only identifies. */
function init(options: Partial<Options> & { key: string }): void {
  guard(() => {
    if (agent) agent.identify(options)
    else if (globalThis.window)
      agent = startAgent({
        ...options,
        endpoint: options.endpoint || new URL(script?.src || location.href).origin,
      })
  })
}

const calls = {
  identify: (who: Who) => agent?.identify(who),
  watch: (pc: RTCPeerConnection, details?: { label?: string }) => agent?.watch(pc, details),
  join: () => agent?.join(),
  leave: (reason = 'user') => agent?.leave(reason),
  log: (level: string, message: string, data?: Data) => emit('log', { ...data, level, message }),
  event: (name: string, data?: Data) => emit('custom', { ...data, name }),
  signaling: (state: 'connected' | 'disconnected') => emit('signaling', { state }),
  rate: (stars: number, tag?: string) =>
    emit('user-rating', { stars: Math.min(5, Math.max(1, Math.round(stars))), tag }),
  /** Marks this moment and returns the code that opens it: for the user to read to support. */
  report: () => {
    const code = readableCode()
    emit('report-code', { code })
    return code
  },
  /** Stops watching and gives the page its own functions back. */
  stop: () => {
    agent?.stop()
    agent = undefined
  },
  /** What the SDK did so far: items made, waiting, acknowledged, and errors it kept to itself. */
  health: () => agent?.health(),
}

/** Six letters and digits that nobody mixes up when reading them aloud. */
function readableCode(): string {
  const code = Math.random().toString(36).slice(2, 8).toUpperCase()
  return /^[2-9A-HJKMNP-Z]{6}$/.test(code) ? code : readableCode()
}

/** Health of messages, by their ids; what they say is never asked for. */
const chatCall =
  (op: string) =>
  (id?: string, { channel, reason }: { channel?: string; reason?: string } = {}): void => {
    const since = op === 'received' ? undefined : sentMessages.get(id)
    if (op !== 'received') sentMessages.delete(id)
    if (sentMessages.size >= maxWaitingMessages) sentMessages.clear()
    if (op === 'sent') sentMessages.set(id, Date.now())
    emit('chat', { op, id, ms: since && Date.now() - since, channel, reason })
  }

const chatOps = ['sent', 'acked', 'failed', 'received', 'disconnected', 'reconnected'] as const
const chatCalls = Object.fromEntries(chatOps.map((op) => [op, chatCall(op)]))

/** All there is for the page. No function throws; before `init` the others do nothing. */
export const Earshot = {
  init,
  ...forPage(calls),
  chat: forPage(chatCalls as Record<(typeof chatOps)[number], ReturnType<typeof chatCall>>),
}

/** For the script tag: the tag's data attributes may say all that `init` needs. */
export function startFromScriptTag(): void {
  const { key, session, participant, debug, ...data } = script?.dataset ?? {}
  if (key)
    init({
      ...(data as Pick<Options, 'endpoint' | 'app' | 'privacy' | 'console'>),
      key,
      debug: debug !== undefined,
      session: session ? { id: session, name: data.sessionName } : undefined,
      participant: { id: participant, name: data.participantName, role: data.participantRole },
    })
}
