import { emit, guard, listen, replace } from './recorder.ts'
import { pageOf, scrub } from './text.ts'

export type ConsoleLevel = 'off' | 'errors' | 'warnings'

const perMinute = 30
const repeatMs = 30_000

/** Notes exceptions, rejections and console messages of the page: scrubbed, deduplicated, capped. */
export function watchErrors(
  page: Window & typeof globalThis,
  level: ConsoleLevel,
  dropped: () => void,
): void {
  const seen = new Map<string, { since: number; count: number }>()
  let windowStart = 0
  let inWindow = 0

  /** Says the first of its kind at once, then how often it came again, at most every half minute. */
  function say(type: 'exception' | 'rejection' | 'console', data: Record<string, unknown>): void {
    const since = Date.now()
    const key = `${type}${data.name}${data.message}`
    const entry = seen.get(key)
    if (entry && since - entry.since < repeatMs) return void entry.count++
    if (since - windowStart > 60_000) {
      windowStart = since
      inWindow = 0
    }
    if (++inWindow > perMinute) return void dropped()
    if (seen.size > 200) seen.clear()
    emit(type, { ...data, count: (entry?.count ?? 0) + 1 })
    seen.set(key, { since, count: 0 })
  }

  /** Anything may be thrown, nothing included. */
  const errorData = (error: unknown) => {
    const { name = 'Error', message = error, stack } = Object(error)
    return { name: scrub(name, 60), message: scrub(message, 500), stack }
  }

  listen<ErrorEvent>(page, 'error', ({ error, message, filename, lineno: line, colno: column }) => {
    if (message !== undefined)
      say('exception', { ...errorData(error ?? message), source: pageOf(filename), line, column })
  })
  listen<PromiseRejectionEvent>(page, 'unhandledrejection', ({ reason }) =>
    say('rejection', errorData(reason)),
  )

  const levels = { off: [], errors: ['error'], warnings: ['error', 'warn'] } as const
  let inside = false
  for (const name of levels[level])
    replace(page.console as Console, name, (original) => (...args: unknown[]) => {
      original.apply(page.console, args)
      if (inside) return
      inside = true
      guard(() => say('console', { level: name, message: scrub(args.map(consoleText).join(' '), 500) }))
      inside = false
    })
}

/** Objects may hold anything, so only errors are written out. */
const consoleText = (arg: unknown) =>
  typeof arg === 'object' && arg && !(arg instanceof Error) ? '[object]' : String(arg)
