import type { TenantScope } from '#lib/access/member.ts'
import { within } from '#lib/access/within.ts'
import { Refused } from '#lib/errors.ts'
import type { Silences, SilenceView } from './contract.ts'
import { silenceDebts } from './silence-debt.ts'
import { silenceState } from './silence-state.ts'
import { countMuted, findSilence, findSilences } from './store.server.ts'

const keptMs = 90 * 86_400_000
const order = { active: 0, pending: 1, expired: 2 }

/** Active ones first, the next to end on top; then those to come; then what ended in the last 90 days. */
export async function readSilences(
  scope: TenantScope,
  customer: string | null,
  now: Date,
): Promise<Silences> {
  const narrowed = customer === null ? scope : { customerIds: [within(scope, customer)] }
  const silences = await viewsOf(narrowed, now)
  silences.sort((a, b) => order[a.state] - order[b.state] || byTime(a, b))
  return { silences, at: now.getTime() }
}

export async function readSilence(scope: TenantScope, silenceId: string, now: Date): Promise<SilenceView> {
  const row = await findSilence(scope, silenceId)
  const views = row ? await viewsOf(scope, now) : []
  const view = views.find((one) => one.silenceId === silenceId)
  if (view) return view
  if (!row) throw new Refused('not-found', 'No such thing.')
  return { ...row, state: silenceState(row, now.getTime()), mutesNow: 0, wouldHaveNotified: 0, debtMs: 0 }
}

async function viewsOf(scope: TenantScope, now: Date): Promise<SilenceView[]> {
  const since = new Date(now.getTime() - keptMs)
  const [rows, counts] = await Promise.all([findSilences(scope, since), countMuted(scope, since)])
  const debts = silenceDebts(rows, since.getTime(), now.getTime())
  const muted = new Map(counts.map((count) => [count.id, count]))
  return rows.map((row) => ({
    ...row,
    state: silenceState(row, now.getTime()),
    mutesNow: muted.get(row.silenceId)?.now ?? 0,
    wouldHaveNotified: muted.get(row.silenceId)?.soFar ?? 0,
    debtMs: debts.get(row) ?? 0,
  }))
}

function byTime(a: SilenceView, b: SilenceView): number {
  if (a.state === 'expired') return b.endsAt - a.endsAt
  return a.state === 'pending' ? a.startsAt - b.startsAt : a.endsAt - b.endsAt
}
