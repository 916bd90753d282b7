import { z } from 'zod'
import { isCustomerRole } from '#lib/access/member.ts'
import { alertEventKinds } from '#lib/alerting/alerts/contract.ts'
import type { AlertChange } from './contract.ts'
import type { Log, Watcher } from './watcher.server.ts'
import { withTimeout } from './with-timeout.server.ts'

/** How alerts are now, for whoever is told that they changed. */
export type AlertHead = Pick<AlertChange, 'alertId' | 'customerId' | 'severity' | 'state' | 'version'>

/** The database's calls about alerts, and a way to look at them. */
export type AlertLine = {
  /** `lost`: calls may have been missed */
  listen(on: { told: (payload: string) => void; lost: () => void }): { stop(): Promise<void> }
  readHeads(alerts: readonly { customerId: string; alertId: string }[]): Promise<AlertHead[]>
}

const callSchema = z.object({
  customerId: z.uuid(),
  alertId: z.uuid(),
  seq: z.number().int(),
  kind: z.enum(alertEventKinds),
})
type Call = z.infer<typeof callSchema>

/** Two messages a second to one screen at most; of more changes than this in one, the whole is read again. */
const tellEveryMs = 500
const mostChanges = 200
const readTimeoutMs = 3_000

type Deps = { watchers: ReadonlySet<Watcher>; now: () => number; log: Log }

/** Tells every screen of staff what happened to the alerts it may see. Who may see what is decided here, per screen. */
export function alertFeed(line: AlertLine, { watchers, now, log }: Deps): { stop(): Promise<void> } {
  let calls: Call[] = []
  let missed = false
  let telling = false

  const heard = line.listen({
    told: (payload) => {
      const call = parseCall(payload)
      if (!call) log.warn({}, 'realtime: a call about an alert could not be read')
      else if (calls.length < mostChanges) calls.push(call)
      else missed = true
    },
    lost: () => {
      missed = true
    },
  })
  const timer = setInterval(() => void tell(), tellEveryMs)

  async function tell() {
    if (telling || (calls.length === 0 && !missed)) return
    telling = true
    const [taken, all] = [calls, missed]
    calls = []
    missed = false
    try {
      if (all) tellEverybody()
      else if (staff().length > 0) tellChanges(await changesOf(taken))
    } catch (error) {
      log.warn({ error }, 'realtime: changed alerts could not be read')
      tellEverybody()
    } finally {
      telling = false
    }
  }
  async function changesOf(taken: readonly Call[]): Promise<AlertChange[]> {
    const heads = await withTimeout(line.readHeads(taken), readTimeoutMs, 'changed alerts')
    const byId = new Map(heads.map((head) => [head.alertId, head]))
    return taken.flatMap((call) => {
      const head = byId.get(call.alertId)
      return head?.customerId === call.customerId ? [{ ...head, seq: call.seq, kind: call.kind }] : []
    })
  }
  function tellChanges(changes: readonly AlertChange[]) {
    for (const { socket, member } of staff()) {
      const own = new Set(member.scope.customerIds)
      const seen = changes.filter(({ customerId }) => own.has(customerId))
      if (seen.length > 0) socket.emit('alert:changed', { changes: seen, at: now() })
    }
  }
  function tellEverybody() {
    for (const { socket } of staff()) socket.emit('alert:resync', { at: now() })
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

function parseCall(payload: string): Call | null {
  try {
    return callSchema.parse(JSON.parse(payload))
  } catch {
    return null
  }
}
