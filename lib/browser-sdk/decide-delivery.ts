import type { EventData, EventType } from '../telemetry/event-types.ts'

/** How an attempt to send ended. Status 0 = no answer, or one that is not a reply. */
export type Outcome = { status: number; retryAfterS?: number }
/** What to do with the batch, and how long to wait before anything is sent again. */
export type Decision = {
  what: 'acked' | 'retry' | 'split' | 'drop' | 'stop'
  waitMs: number
  failures: number
}

const firstWaitMs = 500
const longestWaitMs = 30_000
/** so many refused bodies in a row mean that this SDK and this server do not understand each other */
const maxRefusals = 3

/** Decides after an attempt. `failures` counts attempts in a row that did not succeed; `random` is in [0, 1). */
export function decide({ status, retryAfterS }: Outcome, failures: number, random: number): Decision {
  if (status === 200) return { what: 'acked', waitMs: 0, failures: 0 }
  if (status === 401 || status === 403) return { what: 'stop', waitMs: 0, failures }
  if (status === 413) return { what: 'split', waitMs: 0, failures: 0 }
  const isOurFault = status >= 400 && status < 500 && status !== 429 && status !== 408
  if (isOurFault)
    return {
      what: failures + 1 >= maxRefusals ? 'stop' : 'drop',
      waitMs: firstWaitMs,
      failures: failures + 1,
    }
  const backOff = random * Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failures, 10))
  const asked = Math.min(retryAfterS ?? 0, 3600) * 1000
  return { what: 'retry', waitMs: asked + backOff, failures: failures + 1 }
}

/** The seconds of a Retry-After header, which may also be a date. */
export function retryAfterSeconds(header: string | null, now: number): number | undefined {
  if (!header) return undefined
  const seconds = Number(header)
  const value = Number.isFinite(seconds) ? seconds : (Date.parse(header) - now) / 1000
  return value > 0 ? value : undefined
}

/** Keeps what a server asks for within reason. */
export function boundedMs(value: unknown, min: number, max: number, otherwise: number): number {
  return typeof value === 'number' && value > 0 ? Math.min(max, Math.max(min, value)) : otherwise
}

const alwaysUrgent: EventType[] = ['user-rating', 'report-code', 'left', 'join-failed']

/** Whether operators should see this now rather than with the next batch. */
export function isUrgent(type: EventType, data: EventData): boolean {
  if (alwaysUrgent.includes(type)) return true
  if (type === 'connection-state' || type === 'ice-state')
    return /failed|disconnected/.test(String(data.state))
  return (type === 'gum-result' || type === 'display-result') && data.ok === false
}
