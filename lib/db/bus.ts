/**
 * What crosses processes. On one machine everything runs in one engine and `inProcessBus` carries it; on many
 * machines the same interface stands on NATS subjects. Messages are plain JSON values. Delivery is at most once:
 * nothing that must not be lost travels here, Postgres carries that.
 */
export type Bus = {
  publish(subject: string, message: unknown): void
  /** Returns the way to unsubscribe. A subject ending in `.*` takes every subject with that prefix. */
  subscribe(subject: string, handler: (message: unknown, subject: string) => void): () => void
  /** One answer from whoever serves the subject, or null when nobody does. */
  request(subject: string, message: unknown): Promise<unknown>
  serve(subject: string, handler: (message: unknown) => Promise<unknown> | unknown): () => void
}

type Handler = (message: unknown, subject: string) => void

export function inProcessBus(onError: (error: unknown) => void): Bus {
  const handlers = new Map<string, Set<Handler>>()
  const servers = new Map<string, (message: unknown) => Promise<unknown> | unknown>()

  function deliver(to: string, message: unknown, subject: string) {
    for (const handler of handlers.get(to) ?? []) {
      try {
        handler(message, subject)
      } catch (error) {
        onError(error)
      }
    }
  }
  return {
    publish(subject, message) {
      deliver(subject, message, subject)
      const dot = subject.lastIndexOf('.')
      if (dot > 0) deliver(`${subject.slice(0, dot)}.*`, message, subject)
    },
    subscribe(subject, handler) {
      const set = handlers.get(subject) ?? new Set()
      handlers.set(subject, set.add(handler))
      return () => {
        set.delete(handler)
        if (set.size === 0) handlers.delete(subject)
      }
    },
    async request(subject, message) {
      return (await servers.get(subject)?.(message)) ?? null
    },
    serve(subject, handler) {
      servers.set(subject, handler)
      return () => servers.delete(subject)
    },
  }
}
