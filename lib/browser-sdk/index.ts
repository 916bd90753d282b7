import { type Agent, startAgent } from './earshot.ts'
import type { Means } from './send.ts'
import type { Options, Who } from './types.ts'

/** Letters and digits that nobody mixes up when reading them aloud. */
const codeLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const maxWaitingMessages = 500

let agent: Agent | undefined
const sentMessages = new Map<string, number>()
const script = typeof document === 'undefined' ? null : (document.currentScript as HTMLScriptElement | null)

/** Every entry point: does nothing before `init`, and never throws. */
function entry<A extends unknown[], T>(name: string, run: (agent: Agent, ...args: A) => T) {
  return (...args: A): T | undefined => {
    const current = agent
    return current?.guard(name, () => run(current, ...args))
  }
}

/** Starts watching. A second call only identifies. */
function init(options: Partial<Options> & { key: string }): void {
  try {
    if (typeof window === 'undefined') return
    if (agent) return void identify(options)
    const endpoint = options.endpoint ?? (script?.src ? new URL(script.src).origin : location.origin)
    agent = startAgent({ ...options, endpoint }, window, browserMeans())
  } catch (error) {
    if (options?.debug) console.warn('[earshot]', error)
  }
}

const identify = entry('identify', (on, who: Who) => on.identify(who))
const watch = entry('watch', (on, pc: RTCPeerConnection, details?: { label?: string }) =>
  on.watch(pc, details),
)
const join = entry('join', (on) => on.join())
const leave = entry('leave', (on, reason?: string) => on.leave(reason))
const log = entry('log', (on, level: string, message: string, data?: Record<string, unknown>) =>
  on.emit('log', { ...data, level, message }),
)
const event = entry('event', (on, name: string, data?: Record<string, unknown>) =>
  on.emit('custom', { ...data, name }),
)
const rate = entry('rate', (on, stars: number, tag?: string) =>
  on.emit('user-rating', { stars: Math.min(5, Math.max(1, Math.round(stars))), tag }),
)

/** Marks this moment and returns the code that opens it: for the user to read to support. */
const report = entry('report', (on) => {
  let code = ''
  while (code.length < 6) code += codeLetters[Math.floor(on.random() * codeLetters.length)]
  on.emit('report-code', { code })
  return code
})

/** Health of messages, by their ids; what they say is never asked for. */
function chatEntry(op: string) {
  return entry('chat', (on, id?: string, details: { channel?: string; reason?: string } = {}) => {
    const key = String(id)
    const since = op === 'received' ? undefined : sentMessages.get(key)
    const ms = since === undefined ? undefined : Math.round(on.now() - since)
    if (op === 'sent') remember(on, key)
    else if (since !== undefined) sentMessages.delete(key)
    on.emit('chat', { op, id, ms, channel: details.channel, reason: details.reason })
  })
}

function remember(on: Agent, id: string): void {
  if (sentMessages.size >= maxWaitingMessages) sentMessages.clear()
  sentMessages.set(id, on.now())
}

/** Stops watching and gives the page its own functions back. */
const stop = entry('stop', (on) => {
  on.stop()
  agent = undefined
})

/** What the SDK did so far: items made, waiting, acknowledged, and errors it kept to itself. */
const health = entry('health', (on) => on.health())

function browserMeans(): Means {
  const fetchNow = window.fetch.bind(window)
  const canGzip = typeof CompressionStream === 'function'
  const { setTimeout: later, clearTimeout: cancel } = window
  return {
    fetch: fetchNow,
    beacon: (url, body) => navigator.sendBeacon?.(url, body) ?? false,
    gzip: canGzip ? gzip : undefined,
    now: () => Date.now(),
    random: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32,
    uuid,
    later: (run, ms) => later(run, ms),
    cancel: (timer) => cancel(timer),
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

function initFromScriptTag({ dataset }: HTMLScriptElement): void {
  const { key, session, participant, ...rest } = dataset
  if (!key) return
  init({
    ...(rest as Pick<Options, 'app' | 'privacy' | 'console'>),
    key,
    endpoint: rest.endpoint || undefined,
    debug: rest.debug !== undefined,
    session: session ? { id: session, name: rest.sessionName } : undefined,
    participant: { id: participant, name: rest.participantName, role: rest.participantRole },
  })
}

const chatOps = ['sent', 'acked', 'failed', 'received', 'disconnected', 'reconnected'] as const
type ChatOp = (typeof chatOps)[number]

/** All there is for the page. No function throws; before `init` the others do nothing. */
export const Earshot = {
  init,
  identify,
  watch,
  join,
  leave,
  log,
  event,
  rate,
  report,
  stop,
  health,
  chat: Object.fromEntries(chatOps.map((op) => [op, chatEntry(op)])) as Record<
    ChatOp,
    ReturnType<typeof chatEntry>
  >,
}

/** For the script tag: the tag's data attributes may say all that `init` needs. */
export function startFromScriptTag(): void {
  if (script) initFromScriptTag(script)
}
