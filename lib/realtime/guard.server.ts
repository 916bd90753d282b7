import type { z } from 'zod'
import { clientMessages } from './contract.ts'
import { type BucketLimits, takeToken } from './token-bucket.ts'
import type { Log, WatchCode, Watcher } from './watcher.server.ts'

export const messageLimits: BucketLimits & { cutAfter: number } = { burst: 20, perSecond: 5, cutAfter: 500 }

type ClientMessage = keyof typeof clientMessages
type Handlers = {
  [Name in ClientMessage]: (
    watcher: Watcher,
    message: z.infer<(typeof clientMessages)[Name]>,
  ) => Promise<WatchCode>
}
type Deps = { now: () => number; log: Log; onBadMessage: () => void; onFlood: (watcher: Watcher) => void }

/**
 * The only way a client's message reaches our code: counted, parsed, caught, answered when an answer was asked for.
 * An event that is not in the contract is counted and otherwise ignored.
 */
export function guardMessages(watcher: Watcher, handlers: Handlers, deps: Deps): void {
  const { socket } = watcher
  socket.use(([, ...args], next) => {
    const taken = takeToken(watcher.bucket, messageLimits, deps.now())
    watcher.bucket = taken.bucket
    if (taken.allowed) return next()
    watcher.refusedMessages += 1
    answer(args, 'too-many')
    if (watcher.refusedMessages > messageLimits.cutAfter) deps.onFlood(watcher)
  })
  listen('watch')
  listen('resync')

  function listen(name: ClientMessage) {
    socket.on(name, async (...args) => answer(args, await run(name, args[0])))
  }
  async function run(name: ClientMessage, payload: unknown): Promise<WatchCode> {
    const parsed = clientMessages[name].safeParse(payload)
    if (!parsed.success) {
      deps.onBadMessage()
      return 'bad-message'
    }
    try {
      return await handlers[name](watcher, parsed.data)
    } catch (error) {
      deps.log.warn({ error, event: name }, 'realtime: a wish could not be answered')
      return 'unavailable'
    }
  }
}

/** Clients may leave the acknowledgement out, or send something else in its place. */
function answer(args: unknown[], code: WatchCode): void {
  const ack = args.at(-1)
  if (typeof ack === 'function') ack({ ok: code === 'ok' || code === 'not-live', code })
}
