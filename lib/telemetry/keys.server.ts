import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import type { Source } from './batch.ts'
import { findKey, markKeysUsed } from './store.server.ts'
import { isStoreTrouble, StoreUnavailable } from './store-unavailable.ts'

/** A key that may send, and what it may. */
export type KnownKey = {
  source: Source
  kind: 'publishable' | 'secret'
  allowedOrigins: ReadonlySet<string>
  reportsPerMinute: number
}

export type Keys = {
  /** The key, or null when it is unknown or disabled. Answers at once (no promise) while it is remembered. */
  find(key: string, now: number): KnownKey | null | Promise<KnownKey | null>
  /** Whether `find` would answer from memory. */
  remembers(key: string, now: number): boolean
  /** Notes that a key was used now; written at most once a minute and key. */
  used(key: KnownKey, now: number): void
  stop(): Promise<void>
}

/** What a key may look like at all; what it is, the database says. */
const keyPattern = /^[a-z]{2,4}_[A-Za-z0-9_-]{8,75}$/
const usedEveryMs = 60_000

type Remembered = { key: KnownKey | null; until: number }

/**
 * Keys are remembered for at most `rememberMs`, unknown ones too, so that a disabled key is refused within that time
 * and a flood of one wrong key costs no query.
 */
export function createKeys(options: {
  pool: Pool
  rememberMs?: number
  maxRemembered?: number
  onError?: (error: unknown) => void
}): Keys {
  const { pool, rememberMs = 8_000, maxRemembered = 10_000 } = options
  const known = new Map<string, Remembered>()
  const unknown = new Map<string, Remembered>()
  const asking = new Map<string, Promise<KnownKey | null>>()
  const lastUsed = new Map<string, number>()
  let uses = new Map<string, number>()
  const timer = setInterval(() => void writeUses(), 5_000)
  timer.unref()

  function find(key: string, now: number) {
    if (!keyPattern.test(key)) return null
    const remembered = known.get(key) ?? unknown.get(key)
    if (remembered && remembered.until > now) return remembered.key
    const pending = asking.get(key) ?? ask(key, now).finally(() => asking.delete(key))
    asking.set(key, pending)
    return pending
  }

  function remembers(key: string, now: number): boolean {
    if (!keyPattern.test(key)) return true
    return ((known.get(key) ?? unknown.get(key))?.until ?? 0) > now
  }

  async function ask(text: string, now: number): Promise<KnownKey | null> {
    const stored = await findKey(pool, createHash('sha256').update(text).digest()).catch((error: unknown) => {
      throw isStoreTrouble(error) ? new StoreUnavailable('down', 2, error) : error
    })
    known.delete(text)
    unknown.delete(text)
    const key = stored && {
      source: {
        customerId: stored.customerId,
        appId: stored.appId,
        keyId: stored.keyId,
        simulated: stored.simulated,
      },
      kind: stored.kind,
      allowedOrigins: new Set(stored.allowedOrigins),
      reportsPerMinute: stored.reportsPerMinute,
    }
    remember(key ? known : unknown, text, { key, until: now + rememberMs })
    return key
  }

  /** Oldest out first. Unknown keys have a map of their own, so a flood of them pushes no good key out. */
  function remember(map: Map<string, Remembered>, text: string, what: Remembered) {
    if (map.size >= maxRemembered) {
      const oldest = map.keys().next().value
      if (oldest !== undefined) map.delete(oldest)
    }
    map.set(text, what)
  }

  function used({ source }: KnownKey, now: number) {
    const last = lastUsed.get(source.keyId)
    if (last !== undefined && now - last < usedEveryMs) return
    if (lastUsed.size > maxRemembered) lastUsed.clear()
    lastUsed.set(source.keyId, now)
    uses.set(source.keyId, now)
  }

  async function writeUses() {
    if (uses.size === 0) return
    const taken = uses
    uses = new Map()
    await markKeysUsed(
      pool,
      [...taken].map(([keyId, at]) => ({ keyId, at })),
    ).catch((error: unknown) => {
      options.onError?.(error)
      uses = new Map([...taken, ...uses])
    })
  }

  return {
    find,
    remembers,
    used,
    async stop() {
      clearInterval(timer)
      await writeUses()
    },
  }
}
