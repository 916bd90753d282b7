import { chatModel } from './chat-model.ts'
import { delayQuantile, delayStep, delaySteps } from './delay-histogram.ts'

/** What is counted of a chat, over the sliding minute and over the whole stay. */
export const chatCounts = [
  'sent',
  'acked',
  'failed',
  'unanswered',
  'received',
  'reconnects',
  'disconnectedMs',
  'channelSent',
  'channelReceived',
] as const
export type ChatCount = (typeof chatCounts)[number]
export type ChatCounts = Record<ChatCount, number>

const slots = chatModel.windowMs / chatModel.stepMs
const width = chatCounts.length
const place = Object.fromEntries(chatCounts.map((name, i) => [name, i])) as Readonly<
  Record<ChatCount, number>
>

/** Counts in steps of five seconds, of which the last twelve are kept: its size never depends on what a page sends. */
export type ChatWindow = {
  /** number of the newest step; minus infinity before the first */
  newest: number
  counts: Float64Array
  wholeCounts: Float64Array
  /** made with the first delay: most participants only have data channels */
  delays: { recent: Uint16Array; whole: Float64Array } | null
}

export function createChatWindow(): ChatWindow {
  return {
    newest: Number.NEGATIVE_INFINITY,
    counts: new Float64Array(slots * width),
    wholeCounts: new Float64Array(width),
    delays: null,
  }
}

const stepOf = (at: number) => Math.floor(at / chatModel.stepMs)
const slotOf = (step: number) => ((step % slots) + slots) % slots

/** Moves the window on to `at`; what is older than a minute falls out. */
export function slide(window: ChatWindow, at: number): void {
  const step = stepOf(at)
  if (step <= window.newest) return
  for (let next = Math.max(window.newest + 1, step - slots + 1); next <= step; next++) {
    const slot = slotOf(next)
    window.counts.fill(0, slot * width, (slot + 1) * width)
    window.delays?.recent.fill(0, slot * delaySteps, (slot + 1) * delaySteps)
  }
  window.newest = step
}

/** The slot of a time, or -1 when it lies before the window: then only the whole stay remembers it. */
function slotAt(window: ChatWindow, at: number): number {
  const step = stepOf(at)
  return step > window.newest - slots && step <= window.newest ? slotOf(step) : -1
}

export function count(window: ChatWindow, what: ChatCount, n: number, at: number): void {
  slide(window, at)
  const column = place[what]
  window.wholeCounts[column] = (window.wholeCounts[column] ?? 0) + n
  const slot = slotAt(window, at)
  if (slot < 0) return
  const cell = slot * width + column
  window.counts[cell] = (window.counts[cell] ?? 0) + n
}

const mostInStep = 65_535

export function countDelay(window: ChatWindow, ms: number, at: number): void {
  slide(window, at)
  window.delays ??= {
    recent: new Uint16Array(slots * delaySteps),
    whole: new Float64Array(delaySteps),
  }
  const { recent, whole } = window.delays
  const step = delayStep(ms)
  whole[step] = (whole[step] ?? 0) + 1
  const slot = slotAt(window, at)
  if (slot < 0) return
  const cell = slot * delaySteps + step
  recent[cell] = Math.min(mostInStep, (recent[cell] ?? 0) + 1)
}

/** A stretch of time, counted in the steps it lies in. */
export function countStretch(window: ChatWindow, what: 'disconnectedMs', from: number, to: number): void {
  const early = Math.min(to, Math.max(from, to - chatModel.windowMs))
  if (early > from) window.wholeCounts[place[what]] = (window.wholeCounts[place[what]] ?? 0) + early - from
  for (let at = early; at < to; ) {
    const end = Math.min(to, (stepOf(at) + 1) * chatModel.stepMs)
    count(window, what, end - at, at)
    at = end
  }
}

/** The sliding minute's sums. */
export function windowCounts(window: ChatWindow): ChatCounts {
  const sums = new Float64Array(width)
  window.counts.forEach((n, i) => {
    sums[i % width] = (sums[i % width] ?? 0) + n
  })
  return named(sums)
}

export const wholeCounts = (window: ChatWindow): ChatCounts => named(window.wholeCounts)

const named = (sums: Float64Array) =>
  Object.fromEntries(chatCounts.map((name, i) => [name, sums[i] ?? 0])) as ChatCounts

export type Delays = { p50Ms: number | null; p95Ms: number | null }

/** The sliding minute's delays; messages that still wait count with what they have waited by now. */
export function windowDelays(window: ChatWindow, waitingMs: readonly number[]): Delays {
  const sums = new Float64Array(delaySteps)
  window.delays?.recent.forEach((n, i) => {
    sums[i % delaySteps] = (sums[i % delaySteps] ?? 0) + n
  })
  for (const ms of waitingMs) {
    const step = delayStep(ms)
    sums[step] = (sums[step] ?? 0) + 1
  }
  return delaysOf(sums)
}

/** How many of the sliding minute's messages took at least so long, within the error of a step. */
export function slowerThan(
  window: ChatWindow,
  waitingMs: readonly number[],
  ms: number,
): { slow: number; all: number } {
  const from = delayStep(ms)
  let [slow, all] = [waitingMs.filter((waited) => waited >= ms).length, waitingMs.length]
  window.delays?.recent.forEach((n, i) => {
    all += n
    if (i % delaySteps >= from) slow += n
  })
  return { slow, all }
}

export const wholeDelays = (window: ChatWindow): Delays => delaysOf(window.delays?.whole ?? [])

const delaysOf = (counts: ArrayLike<number>): Delays => ({
  p50Ms: delayQuantile(counts, 0.5),
  p95Ms: delayQuantile(counts, 0.95),
})
