import { tickRoom, type Watcher } from './watcher.server.ts'
import { backlogOf, cutConnection } from './wire.server.ts'

export const slowLimits = { messages: 256, bytes: 1_000_000, cutAfterMs: 10_000 } as const

/**
 * A client that does not read fast enough is taken out of its rooms, so that nothing more piles up; once it has read
 * what was waiting it is told to ask for a snapshot; when it stays stuck its connection is cut.
 */
export function checkSlow(
  watcher: Watcher,
  now: number,
  act: { leaveRooms: (watcher: Watcher) => void; onDropped: () => void },
): void {
  const { messages, bytes } = backlogOf(watcher.socket)
  if (watcher.slowSince === null) {
    if (messages <= slowLimits.messages && bytes <= slowLimits.bytes) return
    watcher.slowSince = now
    act.leaveRooms(watcher)
    act.onDropped()
  } else if (messages === 0 && bytes === 0) {
    watcher.slowSince = null
    watcher.socket.join(tickRoom)
    watcher.socket.emit('resync', { room: 'wall' })
    watcher.socket.emit('resync', { room: 'session' })
    watcher.socket.emit('alert:resync', { at: now })
    watcher.socket.emit('incident:resync', { at: now })
  } else if (now - watcher.slowSince > slowLimits.cutAfterMs) {
    cutConnection(watcher.socket)
  }
}
