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
export function decide({ status, retryAfterS = 0 }: Outcome, failures: number, random: number): Decision {
  if (status === 200) return { what: 'acked', waitMs: 0, failures: 0 }
  if (status === 413) return { what: 'split', waitMs: 0, failures: 0 }
  const isKeyRefused = status === 401 || status === 403
  if (isKeyRefused || (status >= 400 && status < 500 && status !== 429 && status !== 408)) {
    const isFinal = isKeyRefused || failures + 1 >= maxRefusals
    return { what: isFinal ? 'stop' : 'drop', waitMs: firstWaitMs, failures: failures + 1 }
  }
  const backOff = random * Math.min(longestWaitMs, firstWaitMs * 2 ** failures)
  return { what: 'retry', waitMs: Math.min(retryAfterS, 3600) * 1000 + backOff, failures: failures + 1 }
}

/** The seconds of a Retry-After header, which may also be a date. */
export function retryAfterSeconds(header: string | null, now: number): number {
  const seconds = Number(header) || (Date.parse(String(header)) - now) / 1000
  return Math.max(0, seconds || 0)
}

/** Keeps what a server asks for within reason. */
export function boundedMs(value: unknown, min: number, max: number, otherwise: number): number {
  return Number(value) > 0 ? Math.min(max, Math.max(min, Number(value))) : otherwise
}

const urgent = /^(user-rating|report-code|left|join-failed) |-state (failed|disconnected)|-result false/

/** Whether operators should see this now rather than with the next batch. */
export function isUrgent(type: EventType, { state, ok }: EventData): boolean {
  return urgent.test(`${type} ${state ?? ok}`)
}
