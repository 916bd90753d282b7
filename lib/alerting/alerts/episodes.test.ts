import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refused } from '#lib/errors.ts'
import type { Decided } from './act.ts'
import type { AlertRow, Change, EventDraft } from './alert-row.ts'
import { decideAcknowledge, decideUnacknowledge } from './decide-acknowledge.ts'
import { decideDue } from './decide-due.ts'
import { decideReopen, decideResolve } from './decide-ending.ts'
import { decideSignal } from './decide-signal.ts'
import { decideSnooze, decideUnsnooze } from './decide-snooze.ts'
import { flapping } from './flapping.ts'
import { newAlert } from './new-alert.ts'
import { faultOf } from './test-history.ts'
import { makeSignal } from './test-signal.ts'

type Episode = { row: AlertRow; events: (EventDraft & { seq: number; at: Date })[] }
type Step =
  | {
      do: 'signal'
      action: 'trigger' | 'acknowledge' | 'resolve'
      severity: 'minor' | 'major' | 'critical'
      ageMs: number
    }
  | { do: 'act'; verb: keyof typeof acts; who: 'ada' | 'ben'; of: number }
  | { do: 'timers' }

const minute = 60_000
const person = (name: string) => ({
  actorKind: 'user' as const,
  actorId: name,
  actorName: name,
  requestId: null,
})

const acts = {
  acknowledge: (row: AlertRow, who: string, now: Date): Decided =>
    decideAcknowledge(row, { person: person(who), now, saidBefore: false }),
  unacknowledge: (row: AlertRow, who: string): Decided => decideUnacknowledge(row, { person: person(who) }),
  snooze: (row: AlertRow, who: string, now: Date): Decided =>
    decideSnooze(row, { person: person(who), until: new Date(now.getTime() + 7 * minute), now }),
  unsnooze: (row: AlertRow, who: string, now: Date): Decided =>
    decideUnsnooze(row, { person: person(who), now }),
  resolve: (row: AlertRow, who: string, now: Date): Decided =>
    decideResolve(row, { person: person(who), now, resolvedName: null }),
  reopen: (row: AlertRow, who: string): Decided => decideReopen(row, { person: person(who) }),
}

/** One key as the database keeps it, in memory: the same decisions, the same numbering. */
class World {
  episodes: Episode[] = []
  readonly reopenWindowMs: number
  constructor(reopenWindowMs: number) {
    this.reopenWindowMs = reopenWindowMs
  }

  step(step: Step, now: Date) {
    if (step.do === 'signal') this.signal(step, now)
    else if (step.do === 'act') this.act(step, now)
    else for (const episode of this.episodes) this.timers(episode, now)
  }
  private signal({ action, severity, ageMs }: Extract<Step, { do: 'signal' }>, now: Date) {
    const at = new Date(now.getTime() - ageMs)
    const { reopenWindowMs } = this
    const signal = makeSignal({ at, action, severity, reopenWindowMs, ackTimeoutMs: 10 * minute })
    const open = this.open()
    const closed = open ? undefined : this.episodes.at(-1)
    const decision = decideSignal(
      { open: open?.row ?? null, closed: closed?.row ?? null, reopenings: reopeningsOf(closed, now) },
      signal,
      now,
    )
    if (decision.do === 'open') {
      const { row, opened } = newAlert(signal, `${this.episodes.length}`, now)
      this.episodes.push({ row, events: [{ ...opened, seq: 1, at: now }] })
    } else if (decision.do === 'change') write(open ?? closed, decision.change, now)
  }
  private act({ verb, who, of }: Extract<Step, { do: 'act' }>, now: Date) {
    const episode = this.episodes.at(-1 - (of % Math.max(1, this.episodes.length)))
    if (!episode || (verb === 'reopen' && this.open())) return
    const decided = acts[verb](episode.row, who, now)
    if (!(decided instanceof Refused) && decided.change) write(episode, decided.change, now)
  }
  private timers(episode: Episode, now: Date) {
    if (episode.row.closedAt && this.open()) return
    const facts = { reopenings: reopeningsOf(episode, now), ruleHolds: false }
    const change = decideDue(episode.row, facts, now)
    if (change) write(episode, change, now)
  }
  open() {
    return this.episodes.find(({ row }) => row.closedAt === null)
  }
}

function write(episode: Episode | undefined, { patch, events }: Change, now: Date) {
  if (!episode) return
  const { row } = episode
  episode.events.push(...events.map((event, i) => ({ ...event, seq: row.version + i + 1, at: now })))
  episode.row = { ...row, ...patch, version: row.version + events.length, updatedAt: now }
}

function reopeningsOf(episode: Episode | undefined, now: Date) {
  const all = (episode?.events ?? []).filter(
    ({ kind, actorKind }) => kind === 'reopened' && actorKind !== 'user',
  )
  const recent = all.filter(({ at }) => now.getTime() - at.getTime() < flapping.windowMs).length
  return { recent, lastAt: all.at(-1)?.at ?? null }
}

const steps: fc.Arbitrary<[gapMs: number, step: Step][]> = fc.array(
  fc.tuple(
    fc.constantFrom(0, 1_000, minute, 10 * minute, 40 * minute),
    fc.oneof(
      fc.record({
        do: fc.constant('signal' as const),
        action: fc.constantFrom('trigger', 'trigger', 'resolve', 'acknowledge'),
        severity: fc.constantFrom('minor', 'major', 'critical'),
        ageMs: fc.constantFrom(0, 0, 0, 30_000, 20 * minute, -5 * minute),
      }) as fc.Arbitrary<Step>,
      fc.record({
        do: fc.constant('act' as const),
        verb: fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])),
        who: fc.constantFrom('ada' as const, 'ben' as const),
        of: fc.nat(3),
      }),
      fc.constant<Step>({ do: 'timers' }),
    ),
  ),
  { maxLength: 60 },
)

test('whatever signals, people and clocks do in whatever order: at most one open episode, a history that tells its state', () => {
  fc.assert(
    fc.property(steps, fc.constantFrom(0, 15 * minute), (script, reopenWindowMs) => {
      const world = new World(reopenWindowMs)
      let now = Date.parse('2026-11-25T12:00:00Z')
      const firstAcks = new Map<string, Date>()
      for (const [gapMs, step] of script) {
        now += gapMs
        world.step(step, new Date(now))
        expect(world.episodes.filter(({ row }) => row.closedAt === null).length).toBeLessThanOrEqual(1)
        for (const { row, events } of world.episodes) {
          expect(faultOf(row, events)).toBeNull()
          expect(row.firstHumanAckAt ?? null).toEqual(firstAcks.get(row.id) ?? row.firstHumanAckAt)
          if (row.firstHumanAckAt) firstAcks.set(row.id, row.firstHumanAckAt)
        }
      }
    }),
    { numRuns: 1_000 },
  )
})

test('a machine’s acknowledgement is never the first human answer', () => {
  fc.assert(
    fc.property(steps, (script) => {
      const world = new World(15 * minute)
      let now = Date.parse('2026-11-25T12:00:00Z')
      for (const [gapMs, step] of script) {
        now += gapMs
        world.step(step.do === 'act' ? { do: 'timers' } : step, new Date(now))
      }
      expect(world.episodes.filter(({ row }) => row.firstHumanAckAt !== null)).toEqual([])
    }),
    { numRuns: 200 },
  )
})
