/** What waits to be read out, and when this region last spoke. */
export type AnnounceQueue = { readonly pending: readonly string[]; readonly spokeAt: number | null }
export const silentQueue: AnnounceQueue = { pending: [], spokeAt: null }

/** At most one message per region and pause; what came meanwhile is said together, each sentence once. */
export const pauseMs = { polite: 10_000, assertive: 5_000 } as const

export function enqueue(queue: AnnounceQueue, text: string): AnnounceQueue {
  return queue.pending.includes(text) ? queue : { ...queue, pending: [...queue.pending, text] }
}

/** How long until the queue may speak; null when it has nothing to say. */
export function waitMs(queue: AnnounceQueue, nowMs: number, pause: number): number | null {
  if (queue.pending.length === 0) return null
  return queue.spokeAt === null ? 0 : Math.max(0, queue.spokeAt + pause - nowMs)
}

/** The newest three in one message: nobody listens to a backlog. */
export function speak(queue: AnnounceQueue, nowMs: number): { text: string; queue: AnnounceQueue } {
  return { text: queue.pending.slice(-3).join(' '), queue: { pending: [], spokeAt: nowMs } }
}
