import { log } from './log.server.ts'

/**
 * Every repeated piece of work has this shape: a name, a period, one run at a time, and a health line that says when
 * it last went through. A run that fails is logged and tried again at the next period.
 */
export type Loop = {
  name: string
  health: () => LoopHealth
  /** Runs once more now, after a run under way. */
  runNow: () => Promise<void>
  stop: () => Promise<void>
}
type LoopHealth = { name: string; lastOkAt: number | null; failing: boolean }

export function startLoop(name: string, periodMs: number, run: () => Promise<void> | void): Loop {
  const state: LoopHealth = { name, lastOkAt: null, failing: false }
  let running: Promise<void> | null = null
  let stopped = false

  async function once() {
    try {
      await run()
      if (state.failing) log.info({ loop: name }, 'works again')
      state.failing = false
      state.lastOkAt = Date.now()
    } catch (error) {
      if (!state.failing) log.error({ err: error, loop: name }, 'failed, will be tried again')
      state.failing = true
    }
  }
  function begin(): Promise<void> {
    running ??= once().finally(() => {
      running = null
    })
    return running
  }
  const timer = setInterval(() => {
    if (!stopped) void begin()
  }, periodMs)

  return {
    name,
    health: () => ({ ...state }),
    async runNow() {
      await running
      if (!stopped) await begin() // who calls may not have heard yet that all is ending
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}
