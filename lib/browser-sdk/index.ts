import { type Agent, startAgent } from './earshot.ts'
import type { Means } from './send.ts'
import type { Options, Who } from './types.ts'

/** Letters and digits that nobody mixes up when reading them aloud. */
const codeLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const maxWaitingMessages = 500

type Data = Record<string, unknown>
/** Functions of the page, which get the running agent first. */
type Calls = Record<string, (on: Agent, ...args: never[]) => unknown>
type ForPage<T extends Calls> = {
  [K in keyof T]: T[K] extends (on: Agent, ...args: infer A) => infer R
    ? (...args: A) => R | undefined
    : never
}

let agent: Agent | undefined
const sentMessages = new Map<string, number>()
const script = typeof document === 'undefined' ? null : (document.currentScript as HTMLScriptElement | null)

/** Every entry point: does nothing before `init`, and never throws. */
function forPage<T extends Calls>(calls: T): ForPage<T> {
  const guarded = Object.entries(calls).map(([name, call]) => [
    name,
    (...args: never[]) => {
      const on = agent
      return on?.guard(() => call(on, ...args))
    },
  ])
  return Object.fromEntries(guarded)
}

/** Starts watching. A second call only identifies. */
function init(options: Partial<Options> & { key: string }): void {
  try {
    if (typeof window === 'undefined') return
    if (agent) return void Earshot.identify(options)
    const endpoint = options.endpoint || new URL(script?.src || location.href).origin
    agent = startAgent({ ...options, endpoint }, window, browserMeans())
  } catch (error) {
    if (options?.debug) console.warn('[earshot]', error)
  }
}

const calls = {
  identify: (on: Agent, who: Who) => on.identify(who),
  watch: (on: Agent, pc: RTCPeerConnection, details?: { label?: string }) => on.watch(pc, details),
  join: (on: Agent) => on.join(),
  leave: (on: Agent, reason?: string) => on.leave(reason),
  log: (on: Agent, level: string, message: string, data?: Data) =>
    on.emit('log', { ...data, level, message }),
  event: (on: Agent, name: string, data?: Data) => on.emit('custom', { ...data, name }),
  rate: (on: Agent, stars: number, tag?: string) =>
    on.emit('user-rating', { stars: Math.min(5, Math.max(1, Math.round(stars))), tag }),
  /** Marks this moment and returns the code that opens it: for the user to read to support. */
  report: (on: Agent) => {
    let code = ''
    while (code.length < 6) code += codeLetters[Math.floor(on.random() * codeLetters.length)]
    on.emit('report-code', { code })
    return code
  },
  /** Stops watching and gives the page its own functions back. */
  stop: (on: Agent) => {
    on.stop()
    agent = undefined
  },
  /** What the SDK did so far: items made, waiting, acknowledged, and errors it kept to itself. */
  health: (on: Agent) => on.health(),
}

/** Health of messages, by their ids; what they say is never asked for. */
const chatCall =
  (op: string) =>
  (on: Agent, id?: string, { channel, reason }: { channel?: string; reason?: string } = {}): void => {
    const key = String(id)
    const since = op === 'received' ? undefined : sentMessages.get(key)
    if (op !== 'received') sentMessages.delete(key)
    if (sentMessages.size >= maxWaitingMessages) sentMessages.clear()
    if (op === 'sent') sentMessages.set(key, on.now())
    on.emit('chat', { op, id, ms: since && Math.round(on.now() - since), channel, reason })
  }

function browserMeans(): Means {
  return {
    fetch: fetch.bind(window),
    beacon: (url, body) => navigator.sendBeacon?.(url, body),
    gzip: typeof CompressionStream === 'function' ? gzip : undefined,
    now: Date.now,
    random: Math.random,
    uuid,
    later: setTimeout.bind(window),
    cancel: clearTimeout.bind(window),
  }
}

async function gzip(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** Not `crypto.randomUUID`: that exists only in secure pages. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = Array.from(bytes, (byte) => (256 + byte).toString(16).slice(1)).join('')
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-a$4-')
}

/** All there is for the page. No function throws; before `init` the others do nothing. */
export const Earshot = {
  init,
  ...forPage(calls),
  chat: forPage({
    sent: chatCall('sent'),
    acked: chatCall('acked'),
    failed: chatCall('failed'),
    received: chatCall('received'),
    disconnected: chatCall('disconnected'),
    reconnected: chatCall('reconnected'),
  }),
}

/** For the script tag: the tag's data attributes may say all that `init` needs. */
export function startFromScriptTag(): void {
  const { key, session, participant, debug, ...data } = script?.dataset ?? {}
  if (!key) return
  const { endpoint, app, privacy, console } = data as Partial<Options>
  init({
    key,
    endpoint,
    app,
    privacy,
    console,
    debug: debug !== undefined,
    session: session ? { id: session, name: data.sessionName } : undefined,
    participant: { id: participant, name: data.participantName, role: data.participantRole },
  })
}
