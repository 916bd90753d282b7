import type { EventType } from '../telemetry/event-types.ts'

/** What the watching parts may do: note an event, run guarded, hash, and promise to undo. */
export type Recorder = {
  now: () => number
  emit: (
    type: EventType,
    data?: Record<string, unknown>,
    where?: { connection?: number; track?: number },
  ) => void
  /** Runs our code inside the host page: whatever goes wrong is counted and stays here. */
  guard: <T>(what: string, run: () => T) => T | undefined
  hash: (text: string) => string
  /** What restores the page when the SDK stops. */
  onStop: (undo: () => void) => void
}

/** Listens until the SDK stops; the listener cannot throw into the page. */
export function listen(
  recorder: Recorder,
  target: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | undefined | null,
  types: string,
  run: (event: Event) => void,
): void {
  if (!target?.addEventListener) return
  for (const type of types.split(' ')) {
    const guarded = (event: Event) => {
      recorder.guard(type, () => run(event))
    }
    target.addEventListener(type, guarded, true)
    recorder.onStop(() => target.removeEventListener(type, guarded, true))
  }
}

/** Puts `wrapped` in the place of a method; on stop the old one returns, unless somebody wrapped ours since. */
export function replace<T extends object, K extends keyof T>(
  recorder: Recorder,
  target: T,
  name: K,
  wrap: (original: T[K]) => T[K],
): void {
  const original = target[name]
  const wasOwn = Object.hasOwn?.(target, name) ?? Object.hasOwn(target, name)
  const wrapped = wrap(original)
  target[name] = wrapped
  recorder.onStop(() => {
    if (target[name] !== wrapped) return
    if (wasOwn) target[name] = original
    else delete target[name]
  })
}
