import { isCustomerRole } from '#lib/access/member.ts'
import { type IncidentChange, incidentChangeSchema } from './contract.ts'
import type { Log, Watcher } from './watcher.server.ts'

/** The database's calls about incidents. */
export type IncidentLine = {
  /** `lost`: calls may have been missed */
  listen(on: { told: (payload: string) => void; lost: () => void }): { stop(): Promise<void> }
}

/** Two messages a second to one screen at most; of more changes than this in one, the whole is read again. */
const tellEveryMs = 500
const mostChanges = 200

type Deps = { watchers: ReadonlySet<Watcher>; now: () => number; log: Log }

/** Tells every screen of staff what happened to the incidents it may see. Customers hear nothing here. */
export function incidentFeed(line: IncidentLine, { watchers, now, log }: Deps): { stop(): Promise<void> } {
  let changes: IncidentChange[] = []
  let missed = false
  const heard = line.listen({
    told: (payload) => {
      const change = parseChange(payload)
      if (!change) log.warn({}, 'realtime: a call about an incident could not be read')
      else if (changes.length < mostChanges) changes.push(change)
      else missed = true
    },
    lost: () => {
      missed = true
    },
  })
  const timer = setInterval(tell, tellEveryMs)

  function tell() {
    if (changes.length === 0 && !missed) return
    const [taken, all] = [changes, missed]
    changes = []
    missed = false
    for (const { socket, member } of staff()) {
      if (all) socket.emit('incident:resync', { at: now() })
      const own = new Set(member.scope.customerIds)
      const seen = all ? [] : taken.filter(({ customerId }) => own.has(customerId))
      if (seen.length > 0) socket.emit('incident:changed', { changes: seen, at: now() })
    }
  }
  /** One that is too slow is told to read again once it has caught up. */
  function staff(): Watcher[] {
    return [...watchers].filter(({ member, slowSince }) => !isCustomerRole(member.role) && slowSince === null)
  }

  return {
    async stop() {
      clearInterval(timer)
      await heard.stop()
    },
  }
}

function parseChange(payload: string): IncidentChange | null {
  try {
    return incidentChangeSchema.parse(JSON.parse(payload))
  } catch {
    return null
  }
}
