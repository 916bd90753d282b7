import { type ChildProcess, spawn } from 'node:child_process'
import { log } from '../log.server.ts'

/** A process that is kept running: when it ends by itself it is started again, later each time it fails quickly. */
export type KeptProcess = {
  name: string
  pid: () => number | undefined
  stop: () => Promise<void>
}
export type ProcessSpec = {
  name: string
  /** script and arguments for this very Node */
  args: string[]
  env: NodeJS.ProcessEnv
  /** what to do with each line it writes; default: pass it on */
  onLine?: (line: string) => void
}

const firstDelayMs = 500
const longestDelayMs = 30_000
/** A process that ran this long is healthy: its next failure starts the back-off anew. */
const healthyMs = 30_000
const killAfterMs = 12_000

export function keepRunning(spec: ProcessSpec, onRestart: (message: string) => void): KeptProcess {
  let child: ChildProcess | null = null
  let delayMs = firstDelayMs
  let stopping = false
  let timer: NodeJS.Timeout | null = null

  function start() {
    const startedAt = Date.now()
    // A group of its own: Ctrl-C reaches the supervisor alone, which then stops everything in order.
    const own = spawn(process.execPath, spec.args, {
      env: spec.env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    })
    child = own
    pipeLines(own, spec.onLine ?? ((line) => process.stdout.write(`${line}\n`)))
    own.once('exit', (code, signal) => {
      child = null
      if (stopping) return
      if (Date.now() - startedAt > healthyMs) delayMs = firstDelayMs
      onRestart(`${spec.name} ended (${signal ?? `exit ${code}`}); starting it again in ${delayMs / 1000} s`)
      timer = setTimeout(start, delayMs)
      delayMs = Math.min(delayMs * 2, longestDelayMs)
    })
  }
  start()

  return {
    name: spec.name,
    pid: () => child?.pid,
    async stop() {
      stopping = true
      if (timer) clearTimeout(timer)
      const own = child
      if (!own) return
      const ended = new Promise<void>((resolve) => own.once('exit', () => resolve()))
      own.kill('SIGTERM')
      const forced = setTimeout(() => {
        log.warn({ process: spec.name }, 'did not stop in time and is killed')
        own.kill('SIGKILL')
      }, killAfterMs)
      await ended
      clearTimeout(forced)
    },
  }
}

function pipeLines(child: ChildProcess, onLine: (line: string) => void) {
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) onLine(line)
    })
  }
}
