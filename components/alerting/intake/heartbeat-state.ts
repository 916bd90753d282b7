import type { HeartbeatView } from '#lib/alerting/heartbeats/contract.ts'
import type { Shown } from './integration-state.ts'

/** What a heartbeat says now. Never heard is not down. */
export function stateOfHeartbeat({ state, disabled }: Pick<HeartbeatView, 'state' | 'disabled'>): Shown {
  if (disabled) return { token: 'unk', word: 'Disabled' }
  if (state === 'missing') return { token: 'crit', word: 'Missing' }
  return state === 'healthy'
    ? { token: 'ok', word: 'Healthy' }
    : { token: 'unk', word: 'Waiting for its first beat' }
}
