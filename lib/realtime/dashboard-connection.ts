import { type HandshakeRefusal, handshakeRefusals } from './contract.ts'
import type { DashboardDeps, DashboardSocket } from './dashboard-deps.ts'
import { reconnectDelayMs } from './reconnect.ts'

/** Keeps one socket up: opens it, and after every loss tries again with growing, spread-out pauses. */
export type Connection = {
  start(): void
  stop(): void
  retryNow(): void
  /** the socket, while it is connected */
  socket(): DashboardSocket | null
  /** since when (page clock) there is no connection; null while there is */
  downSinceMs(): number | null
  retryInMs(): number | null
}

type Listeners = {
  /** once for every socket, before it connects: register message listeners here */
  onSocket: (socket: DashboardSocket) => void
  onUp: () => void
  onDown: () => void
  onRefused: (code: HandshakeRefusal) => void
}

type Deps = Pick<DashboardDeps, 'openSocket' | 'monotonicMs' | 'random' | 'after'>

export function keepConnected(deps: Deps, listeners: Listeners): Connection {
  let run = 0
  let socket: DashboardSocket | null = null
  let attempt = 0
  let downSinceMs: number | null = null
  let retry: { atMs: number; cancel: () => void } | null = null

  async function open(thisRun: number) {
    try {
      const opened = await deps.openSocket()
      if (run !== thisRun) return
      socket = opened
      listenTo(opened, thisRun)
      listeners.onSocket(opened)
      opened.connect()
    } catch {
      if (run === thisRun) retryLater()
    }
  }
  function listenTo(opened: DashboardSocket, thisRun: number) {
    const current = (act: (payload: unknown) => void) => (payload: unknown) => {
      if (run === thisRun) act(payload)
    }
    opened.on('connect', current(up))
    opened.on('disconnect', current(down))
    opened.on(
      'connect_error',
      current((error) => {
        const code = refusalOf(error)
        if (code) listeners.onRefused(code)
        down()
      }),
    )
  }
  function up() {
    attempt = 0
    downSinceMs = null
    clearRetry()
    listeners.onUp()
  }
  function down() {
    if (run === 0) return
    downSinceMs ??= deps.monotonicMs()
    retryLater()
    listeners.onDown()
  }
  function retryLater() {
    if (retry) return
    const waitMs = reconnectDelayMs(attempt, deps.random())
    attempt += 1
    retry = { atMs: deps.monotonicMs() + waitMs, cancel: deps.after(waitMs, retryNow) }
  }
  function retryNow() {
    if (!retry) return
    clearRetry()
    if (socket) socket.connect()
    else void open(run)
  }
  function clearRetry() {
    retry?.cancel()
    retry = null
  }
  return {
    start() {
      stopRun()
      run = ++runs
      downSinceMs = deps.monotonicMs()
      void open(run)
    },
    stop: stopRun,
    retryNow,
    socket: () => (socket?.connected ? socket : null),
    downSinceMs: () => downSinceMs,
    retryInMs: () => (retry ? Math.max(0, retry.atMs - deps.monotonicMs()) : null),
  }
  function stopRun() {
    run = 0
    clearRetry()
    socket?.disconnect()
    socket = null
  }
}

/** Numbers every start, so that listeners of an earlier run fall silent. */
let runs = 0

function refusalOf(error: unknown): HandshakeRefusal | null {
  if (typeof error !== 'object' || error === null || !('data' in error)) return null
  const { data } = error
  if (typeof data !== 'object' || data === null || !('code' in data)) return null
  return handshakeRefusals.find((code) => code === data.code) ?? null
}
