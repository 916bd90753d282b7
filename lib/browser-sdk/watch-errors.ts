import { listen, type Recorder, replace } from './recorder.ts'
import { pageOf, scrub } from './text.ts'

export type ConsoleLevel = 'off' | 'errors' | 'warnings'

const perMinute = 30
const repeatMs = 30_000

/** Notes exceptions, rejections and console messages of the page: scrubbed, deduplicated, capped. */
export function watchErrors(
  recorder: Recorder,
  page: Window & typeof globalThis,
  level: ConsoleLevel,
  dropped: (count: number) => void,
): void {
  const seen = new Map<string, { since: number; count: number }>()
  let windowStart = 0
  let inWindow = 0

  /** Says the first of its kind at once, then how often it came again, at most every half minute. */
  function say(type: 'exception' | 'rejection' | 'console', data: Record<string, unknown>): void {
    const now = recorder.now()
    const key = `${type}${data.name}${data.message}`
    const entry = seen.get(key)
    if (entry && now - entry.since < repeatMs) return void entry.count++
    if (now - windowStart > 60_000) {
      windowStart = now
      inWindow = 0
    }
    if (++inWindow > perMinute) {
      dropped(1)
      return
    }
    if (seen.size > 200) seen.clear()
    recorder.emit(type, { ...data, count: (entry?.count ?? 0) + 1 })
    seen.set(key, { since: now, count: 0 })
  }

  const errorData = (error: unknown) => {
    const { name, message, stack } = (error ?? {}) as Partial<Error>
    return {
      name: scrub(name ?? 'Error', 60),
      message: scrub(message ?? error, 500),
      stack: stack && scrub(stack),
    }
  }

  listen(recorder, page, 'error', (event) => {
    const { error, message, filename, lineno, colno } = event as ErrorEvent
    if (message === undefined) return
    say('exception', {
      ...errorData(error ?? message),
      source: filename && pageOf(filename),
      line: lineno,
      column: colno,
    })
  })
  listen(recorder, page, 'unhandledrejection', (event) =>
    say('rejection', errorData((event as PromiseRejectionEvent).reason)),
  )

  const hooked: ('error' | 'warn')[] =
    level === 'off' ? [] : level === 'errors' ? ['error'] : ['error', 'warn']
  let inside = false
  for (const name of hooked)
    replace(recorder, page.console as Console, name, (original) => (...args: unknown[]) => {
      original.apply(page.console, args)
      if (inside) return
      inside = true
      recorder.guard('console', () =>
        say('console', {
          level: name,
          message: args
            .map((arg) => consoleText(arg))
            .join(' ')
            .slice(0, 500),
        }),
      )
      inside = false
    })
}

const consoleText = (arg: unknown) =>
  scrub(
    arg instanceof Error ? `${arg.name}: ${arg.message}` : typeof arg === 'object' ? '[object]' : arg,
    500,
  )
