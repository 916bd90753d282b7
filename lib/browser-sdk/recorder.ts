import type { EventType } from '../telemetry/event-types.ts'
import type { Means } from './send.ts'

/** What the watching parts may do: note an event, run guarded, hash, wait, and promise to undo. */
export type Recorder = Pick<Means, 'now' | 'later' | 'cancel'> & {
  emit: (type: EventType, data?: Record<string, unknown>, connection?: number, track?: number) => void
  /** Runs our code inside the host page: whatever goes wrong is counted and stays here. */
  guard: <T>(run: () => T) => T | undefined
  hash: (text: string) => string
  /** Ends all listening when the SDK stops. */
  signal: AbortSignal
  /** What restores the page when the SDK stops. */
  onStop: (undo: () => void) => void
}

/** Listens until the SDK stops; the listener cannot throw into the page. */
export function listen<E = Event>(
  { guard, signal }: Recorder,
  target: Partial<Pick<EventTarget, 'addEventListener'>> | undefined,
  types: string,
  run: (event: E) => void,
): void {
  for (const type of types.split(' ')) {
    const guarded = (event: Event) => void guard(() => run(event as E))
    target?.addEventListener?.(type, guarded, { capture: true, signal })
  }
}

/** Puts `wrapped` in the place of a method; on stop the old one returns, unless somebody wrapped ours since. */
export function replace<T extends object, K extends keyof T>(
  { onStop }: Pick<Recorder, 'onStop'>,
  target: T,
  name: K,
  wrap: (original: T[K]) => T[K],
): void {
  const original = target[name]
  const wasOwn = Object.hasOwn(target, name)
  const wrapped = wrap(original)
  target[name] = wrapped
  onStop(() => {
    if (target[name] !== wrapped) return
    if (wasOwn) target[name] = original
    else delete target[name]
  })
}
