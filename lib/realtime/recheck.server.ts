import type { TenantScope } from '#lib/access/member.ts'
import type { Log, Watcher } from './watcher.server.ts'
import { withTimeout } from './with-timeout.server.ts'

export type EndReason = 'revoked' | 'expired' | 'disabled'

type Deps = {
  periods: { signInsEveryMs: number; scopesEveryMs: number }
  watchers: ReadonlySet<Watcher>
  findEndedSignIns: (ids: string[]) => Promise<{ id: string; reason: EndReason }[]>
  readScope: (memberId: string) => Promise<TenantScope | null>
  onEnded: (watcher: Watcher, reason: EndReason) => void
  onScopeChanged: (watcher: Watcher, scope: TenantScope) => void
  /** nobody could be checked for too long: what may be seen is no longer known */
  onUncheckable: (watcher: Watcher) => void
  now: () => number
  log: Log
}

const queryTimeoutMs = 4_000
/** A store that is down for a minute must not throw everybody out; one that cannot be asked for long must. */
const trustUncheckedMs = 5 * 60_000

/** Asks again and again whether the people behind the sockets are still signed in and what they may see. */
export function recheckPeriodically(deps: Deps): { stop: () => void } {
  const { watchers, now, log } = deps
  let checkedAt = now()

  async function checkSignIns() {
    const ids = [...new Set([...watchers].map((one) => one.member.signInId))]
    if (ids.length > 0) {
      const ended = await withTimeout(deps.findEndedSignIns(ids), queryTimeoutMs, 'sign-in check')
      const reasons = new Map(ended.map(({ id, reason }) => [id, reason]))
      for (const watcher of [...watchers]) {
        const reason = reasons.get(watcher.member.signInId)
        if (reason) deps.onEnded(watcher, reason)
      }
    }
    checkedAt = now()
  }
  async function checkScopes() {
    for (const memberId of new Set([...watchers].map((one) => one.member.id))) {
      const scope = await withTimeout(deps.readScope(memberId), queryTimeoutMs, 'scope check')
      for (const watcher of [...watchers].filter((one) => one.member.id === memberId))
        applyScope(watcher, scope)
    }
  }
  function applyScope(watcher: Watcher, scope: TenantScope | null) {
    if (!scope) deps.onEnded(watcher, 'disabled')
    else if (!sameScope(scope, watcher.member.scope)) deps.onScopeChanged(watcher, scope)
  }
  function giveUpWhenUnchecked() {
    if (now() - checkedAt > trustUncheckedMs) for (const watcher of [...watchers]) deps.onUncheckable(watcher)
  }

  const loops = [
    repeat(checkSignIns, deps.periods.signInsEveryMs, (error) => {
      log.warn({ error }, 'realtime: sign-ins could not be checked')
      giveUpWhenUnchecked()
    }),
    repeat(checkScopes, deps.periods.scopesEveryMs, (error) =>
      log.warn({ error }, 'realtime: scopes could not be checked'),
    ),
  ]
  return {
    stop() {
      for (const stop of loops) stop()
    },
  }
}

function sameScope(a: TenantScope, b: TenantScope): boolean {
  const ids = new Set(a.customerIds)
  return ids.size === new Set(b.customerIds).size && b.customerIds.every((id) => ids.has(id))
}

/** Runs `work` every `everyMs`, never twice at once. */
function repeat(work: () => Promise<void>, everyMs: number, onError: (error: unknown) => void): () => void {
  let busy = false
  const timer = setInterval(async () => {
    if (busy) return
    busy = true
    try {
      await work()
    } catch (error) {
      onError(error)
    } finally {
      busy = false
    }
  }, everyMs)
  return () => clearInterval(timer)
}
