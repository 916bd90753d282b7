import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refused } from '#lib/errors.ts'
import {
  type IncidentStatus,
  type IncidentTime,
  incidentSeverities,
  incidentStatuses,
  incidentTimes,
  isOngoing,
} from '../contract.ts'
import { newIncident } from '../opening/new-incident.ts'
import { decideEdit } from './decide-edit.ts'
import { decideMove } from './decide-move.ts'
import { decideTime } from './decide-time.ts'
import { actingMember, earshot, type IncidentChange, type IncidentRow, timeColumns } from './incident-row.ts'
import { isBack, mayMove, movesFrom } from './moves.ts'
import { wrongOrder } from './times.ts'

const noon = Date.parse('2026-11-25T12:00:00Z')
const at = (minutes: number) => new Date(noon + minutes * 60_000)
const ada = actingMember({ id: crypto.randomUUID(), name: 'Ada' })
const other = { id: crypto.randomUUID(), reference: 'ACME-2' }
const cause = { category: 'network' as const, text: '' }

const opened = (given: Partial<IncidentRow> = {}): IncidentRow => ({
  ...newIncident(
    {
      ...{ customerId: crypto.randomUUID(), title: 'No audio', severity: 'major', status: 'triage' },
      ...{ openedBy: 'hand', autoResolve: 'never' },
    },
    { id: crypto.randomUUID(), number: 1, reference: 'ACME-1' },
    ada,
    at(0),
  ).row,
  ...given,
})
const move = (row: IncidentRow, to: IncidentStatus, minutes: number, by = ada) =>
  decideMove(row, { to, cause, into: other }, by, at(minutes))
const moved = (row: IncidentRow, to: IncidentStatus, minutes: number, by = ada): IncidentRow => {
  const change = move(row, to, minutes, by)
  if (change instanceof Refused) throw change
  return { ...row, ...change.patch }
}

describe('where an incident may go', () => {
  test.each<[IncidentStatus, IncidentStatus, boolean]>([
    ['triage', 'resolved', false],
    ['triage', 'closed', false],
    ['triage', 'declined', true],
    ['investigating', 'declined', false],
    ['monitoring', 'investigating', true],
    ['monitoring', 'cancelled', true],
    ['resolved', 'cancelled', false],
    ['closed', 'investigating', true],
    ['investigating', 'triage', false],
    ['investigating', 'closed', false],
  ])('from %s to %s: %s', (from, to, may) => {
    expect(mayMove(from, to)).toBe(may)
    expect(move(opened({ status: from }), to, 1) instanceof Refused).toBe(!may)
  })

  test('nothing is a dead end, and no status leads to itself', () => {
    for (const status of incidentStatuses) {
      expect(movesFrom(status).length).toBeGreaterThan(0)
      expect(movesFrom(status)).not.toContain(status)
    }
  })

  test('resolving asks what caused it, once', () => {
    const row = opened({ status: 'monitoring' })
    const refused = decideMove(row, { to: 'resolved' }, ada, at(1))
    expect(refused).toMatchObject({ code: 'bad-request' })
    const known = { ...row, causeCategory: 'unknown' as const }
    expect(decideMove(known, { to: 'resolved' }, ada, at(1))).not.toBeInstanceOf(Refused)
  })

  test('going back says so; work that begins again means that the impact goes on', () => {
    const resolved = moved(moved(opened(), 'investigating', 1), 'resolved', 2)
    const change = move(resolved, 'investigating', 3)
    if (change instanceof Refused) throw change
    expect(change.events[0]).toMatchObject({ kind: 'status', data: { back: true, impactAgain: true } })
    expect(change.patch.impactEndedAt).toBeNull()
    expect({ ...resolved, ...change.patch }.resolvedAt).toEqual(at(2))
  })

  test('a machine that resolves has not acknowledged: that is what people do', () => {
    const row = moved(opened({ status: 'investigating' }), 'resolved', 5, earshot)
    expect(row).toMatchObject({ acknowledgedAt: null, mitigatedAt: at(5), resolvedAt: at(5) })
  })

  test('an update is due again after it was taken up again, and never of what is over', () => {
    const taken = moved(opened(), 'investigating', 10)
    expect(taken.nextUpdateDueAt).toEqual(at(70))
    const resolved = moved(taken, 'resolved', 20)
    expect(resolved.nextUpdateDueAt).toBeNull()
    expect(moved(resolved, 'investigating', 30).nextUpdateDueAt).toEqual(at(90))
  })
})

type Step =
  | { do: 'move'; to: IncidentStatus; machine: boolean }
  | { do: 'time'; time: IncidentTime; minutes: number | null }
  | { do: 'edit'; severity: (typeof incidentSeverities)[number] }
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('move' as const),
        to: fc.constantFrom(...incidentStatuses),
        machine: fc.boolean(),
      }),
    },
    fc.record({
      do: fc.constant('time' as const),
      time: fc.constantFrom(...incidentTimes),
      minutes: fc.option(fc.integer({ min: -200, max: 200 })),
    }),
    fc.record({ do: fc.constant('edit' as const), severity: fc.constantFrom(...incidentSeverities) }),
  ),
  { maxLength: 40 },
)

function decide(row: IncidentRow, step: Step, now: Date): IncidentChange | Refused {
  const by = step.do === 'move' && step.machine ? earshot : ada
  if (step.do === 'move') return decideMove(row, { to: step.to, cause, into: other }, by, now)
  if (step.do === 'edit') return decideEdit(row, { severity: step.severity }, by, now)
  const set = step.minutes === null ? null : at(step.minutes)
  return decideTime(row, { time: step.time, at: set }, by, now)
}

test('whatever is done in whatever order: times stay in order, are set once, and every change is told', () => {
  fc.assert(
    fc.property(steps, (all) => {
      let row = opened()
      for (const [index, step] of all.entries()) {
        const before = row
        const change = decide(row, step, at(index * 7))
        if (change instanceof Refused) continue
        row = { ...row, ...change.patch }
        expect(wrongOrder(row)).toBeNull()
        if (JSON.stringify(row) !== JSON.stringify(before)) expect(change.events.length).toBeGreaterThan(0)
        if (step.do !== 'time') setOnce(before, row)
        if (step.do === 'move') tellsMove(before, row, change)
        expect(row.closedAt !== null).toBe(['closed', 'declined', 'cancelled', 'merged'].includes(row.status))
        expect(row.nextUpdateDueAt === null || isOngoing(row.status)).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})

/** By itself a time that is known never changes; only the end of the impact is taken back when work begins again. */
function setOnce(before: IncidentRow, after: IncidentRow): void {
  for (const time of incidentTimes) {
    const [was, is] = [before[timeColumns[time]], after[timeColumns[time]]]
    if (was !== null && !(time === 'impactEnded' && is === null && isOngoing(after.status)))
      expect(is).toEqual(was)
  }
}

function tellsMove(before: IncidentRow, after: IncidentRow, change: IncidentChange): void {
  const [from, to] = [before.status, after.status]
  expect(from === 'triage' && to === 'resolved').toBe(false)
  expect(to === 'declined' && from !== 'triage').toBe(false)
  if (to === 'merged') expect(change.events[0]?.kind).toBe('merged')
  else expect(change.events[0]).toMatchObject({ kind: 'status', data: { from, to, back: isBack(from, to) } })
}
