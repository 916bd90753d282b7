import type { EventType } from '../telemetry/event-types.ts'

/** Notes an event, of a connection or a track by their numbers. */
export type Emit = (
  type: EventType,
  data?: Record<string, unknown>,
  connection?: number,
  track?: number,
) => void

const maxToldErrors = 10

let emitTo: Emit | undefined
let undo: (() => void)[] = []
let listening = new AbortController()
let caught = 0

/** From now on, until `stopRecording`, what the watching parts note goes here. A page has one SDK, so there is one. */
export function startRecording(emit: Emit): void {
  emitTo = emit
  caught = 0
}

/** The page gets its own functions back, and nobody listens. */
export function stopRecording(): void {
  emitTo = undefined
  listening.abort()
  listening = new AbortController()
  for (const run of undo.reverse()) guard(run)
  undo = []
}

export const emit: Emit = (...event) => emitTo?.(...event)

/** Runs our code inside the host page: whatever goes wrong is counted and told, and stays here. */
export function guard<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch (error) {
    if (++caught <= maxToldErrors)
      guard(() => emit('sdk', { what: 'guarded', detail: `${error} ${Object(error).stack}`, count: caught }))
    return undefined
  }
}

/** Errors kept inside since the start. */
export const guarded = () => caught

/** Listens until the SDK stops; the listener cannot throw into the page. */
export function listen<E = Event>(
  target: Partial<Pick<EventTarget, 'addEventListener'>> | undefined,
  types: string,
  run: (event: E) => void,
): void {
  const { signal } = listening
  for (const type of types.split(' '))
    target?.addEventListener?.(type, (event) => void guard(() => run(event as E)), { capture: true, signal })
}

/** Puts `wrapped` in the place of a method; on stop the old one returns, unless somebody wrapped ours since. */
export function replace<T extends object, K extends keyof T>(
  target: T,
  name: K,
  wrap: (original: T[K]) => T[K],
): void {
  const original = target[name]
  const wasOwn = Object.hasOwn(target, name)
  const wrapped = wrap(original)
  target[name] = wrapped
  undo.push(() => {
    if (target[name] !== wrapped) return
    if (wasOwn) target[name] = original
    else delete target[name]
  })
}
