import type { Pool } from 'pg'
import { inTransaction } from '#lib/db/transaction.server.ts'
import type { Signal } from '../alerts/signal.ts'
import { signalAbout } from './about-source.ts'
import type { ApplySignal } from './process.server.ts'
import { findCustomerApps, type KnownIntegration } from './store.server.ts'
import { findSilentAlerts, findWatched } from './watched/store.server.ts'

type Watched = KnownIntegration & { lastReceivedAt: Date | null }
type Deps = { pool: Pool; applySignal: ApplySignal }

/**
 * What sources do not say: alerts of those that never tell an end are over by age, and a source that is silent for longer
 * than it repeats itself, though its alerts fire, is an alert of its own until it speaks again.
 */
export async function watchSources(deps: Deps, now: Date): Promise<void> {
  for (const integration of await findWatched(deps.pool)) {
    await resolveByAge(deps, integration, now)
    await watchSilence(deps, integration, now)
  }
}

async function resolveByAge(deps: Deps, integration: Watched, now: Date): Promise<void> {
  const { autoResolveAfterMs } = integration.settings
  if (autoResolveAfterMs === null) return
  const silent = await findSilentAlerts(deps.pool, integration, new Date(now.getTime() - autoResolveAfterMs))
  if (silent.length === 0) return
  const { slug } = await findCustomerApps(deps.pool, integration.customerId)
  const like = signalAbout({ ...integration, customerSlug: slug }, 'quiet', 'resolve', '', now)
  const signals = silent.map(
    ({ dedupKey, title, severity }): Signal => ({
      ...like,
      dedupKey,
      title,
      severity: severity as Signal['severity'],
      reason: 'age',
    }),
  )
  await applyTogether(
    deps,
    signals.toSorted((a, b) => (a.dedupKey < b.dedupKey ? -1 : 1)),
    now,
  )
}

async function watchSilence(deps: Deps, integration: Watched, now: Date): Promise<void> {
  const { quietAfterMs } = integration.settings
  if (quietAfterMs === null || integration.lastReceivedAt === null) return
  const isSilent = integration.lastReceivedAt.getTime() < now.getTime() - quietAfterMs
  const firing = isSilent ? await findSilentAlerts(deps.pool, integration, now) : []
  const { slug } = await findCustomerApps(deps.pool, integration.customerId)
  const source = { ...integration, customerSlug: slug }
  const hours = Math.round((now.getTime() - integration.lastReceivedAt.getTime()) / 360_000) / 10
  const signal =
    firing.length > 0
      ? signalAbout(
          source,
          'quiet',
          'trigger',
          `Nothing came for ${hours} hours though ${firing.length} of its alerts fire: whether they still hold is unknown.`,
          now,
        )
      : signalAbout(source, 'quiet', 'resolve', `${integration.name} is heard again.`, now)
  await applyTogether(deps, [signal], now)
}

async function applyTogether(
  { pool, applySignal }: Deps,
  signals: readonly Signal[],
  now: Date,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    for (const signal of signals) await applySignal(client, signal, now)
  })
}
