import { setTimeout as pause } from 'node:timers/promises'

/** What a Node process really holds: a collection first, then heap and buffers. */
export type Inspector = { usedBytes(): Promise<number>; close(): void }

type Reply = { id?: number; result?: { result?: { value?: number } } }

/** Opens the inspector of a running Node process (SIGUSR1) on the port it was started with, on this machine alone. */
export async function createInspector(pid: number, port: number): Promise<Inspector> {
  process.kill(pid, 'SIGUSR1')
  const socket = new WebSocket(await debuggerUrl(port))
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true })
    socket.addEventListener('error', reject, { once: true })
  })
  let lastId = 0
  const waiting = new Map<number, (reply: Reply) => void>()
  socket.addEventListener('message', ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply
    waiting.get(reply.id ?? 0)?.(reply)
  })
  const call = (method: string, params = {}) =>
    new Promise<Reply>((resolve) => {
      const id = ++lastId
      waiting.set(id, resolve)
      socket.send(JSON.stringify({ id, method, params }))
    })
  return {
    async usedBytes() {
      for (let i = 0; i < 2; i++) await call('HeapProfiler.collectGarbage')
      const expression = '(() => { const m = process.memoryUsage(); return m.heapUsed + m.external })()'
      const reply = await call('Runtime.evaluate', { expression, returnByValue: true })
      return reply.result?.result?.value ?? Number.NaN
    },
    close: () => socket.close(),
  }
}

async function debuggerUrl(port: number): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const reply = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => null)
    const [target] = reply ? ((await reply.json()) as { webSocketDebuggerUrl: string }[]) : []
    if (target) return target.webSocketDebuggerUrl
    await pause(100)
  }
  throw new Error('the inspector of the engine did not open')
}
