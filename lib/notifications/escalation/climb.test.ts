import { describe, expect, test } from 'vitest'
import type { PolicyStep, Target } from '../contract.ts'
import type { Person } from '../personal/pages.ts'
import { type Climbed, type Directory, climb } from './climb.ts'
import type { EscalationRow } from './model.ts'

const minute = 60_000
const noon = new Date('2026-06-01T12:00:00Z')
const later = (minutes: number) => new Date(noon.getTime() + minutes * minute)
const person = (memberId: string, name: string): Person => ({
  memberId,
  name,
  timeZone: 'UTC',
  slack: false,
  defaultSteps: [],
  importantSteps: [],
  quietHours: null,
})
const directory: Directory = {
  members: new Map([
    ['ada', person('ada', 'Ada')],
    ['ben', person('ben', 'Ben')],
  ]),
  schedules: new Map([
    ['primary', { name: 'Primary', onCall: 'ada' }],
    ['nights', { name: 'Nights', onCall: null }],
    ['foreign', { name: 'Foreign', onCall: 'stranger' }],
  ]),
  channels: new Map([['war-room', 'War room']]),
}
const step = (delayMinutes: number, ...targets: Target[]): PolicyStep => ({
  delayMs: delayMinutes * minute,
  targets,
  important: false,
})
const schedule = (id: string): Target => ({ kind: 'schedule', id })
const member = (id: string): Target => ({ kind: 'member', id })
const row = (steps: PolicyStep[], given: Partial<EscalationRow> = {}, repeat = 0): EscalationRow => ({
  customerId: 'a',
  alertId: 'x',
  policyId: 'p',
  policy: { name: 'Standard', steps, repeat },
  step: 0,
  loop: 0,
  state: 'running',
  startedAt: noon,
  lastEscalationAt: null,
  nextEscalationAt: noon,
  ...given,
})
const open = { severity: 'major' as const, openedAt: noon, answered: false }
const whom = ({ drafts }: Climbed) => drafts.map(({ memberId, channelId }) => memberId ?? channelId)

describe('a step', () => {
  test('tells who is on call now, and the next one waits for its delay', () => {
    const done = climb(row([step(0, schedule('primary')), step(10, member('ben'))]), open, directory, noon)
    expect(whom(done)).toEqual(['ada'])
    expect(done.told).toEqual([
      { step: 1, of: 2, loop: 1, policy: 'Standard', forcedBy: null, told: ['Ada'], missed: [] },
    ])
    expect(done.row).toMatchObject({ step: 1, loop: 0, lastEscalationAt: noon, nextEscalationAt: later(10) })
  })

  test('tells somebody once who is named twice', () => {
    const done = climb(row([step(0, schedule('primary'), member('ada'))]), open, directory, noon)
    expect(whom(done)).toEqual(['ada'])
  })

  test('tells a channel', () => {
    const done = climb(row([step(0, { kind: 'channel', id: 'war-room' })]), open, directory, noon)
    expect(whom(done)).toEqual(['war-room'])
    expect(done.told[0]?.told).toEqual(['War room'])
  })

  test('with nobody on call is recorded and the next one comes at once', () => {
    const done = climb(row([step(0, schedule('nights')), step(30, member('ben'))]), open, directory, noon)
    expect(done.told.map(({ told, missed }) => [told, missed])).toEqual([
      [[], ['nobody is on call in “Nights”']],
      [['Ben'], []],
    ])
    expect(done.row).toMatchObject({ step: 2, nextEscalationAt: later(5) })
  })

  test.each([
    ['a person who may not see the customer', schedule('foreign'), 'who is on call in “Foreign” may not see this customer'],
    ['a person who is gone', member('gone'), 'a person who is gone or may not see this customer'],
    ['a schedule that is gone', schedule('gone'), 'a schedule that is gone'],
    ['a channel that is gone', { kind: 'channel' as const, id: 'gone' }, 'a channel that is gone or does not serve this customer'],
  ])('never tells %s', (_who, target, missed) => {
    const done = climb(row([step(0, target)]), open, directory, noon)
    expect(done.drafts).toEqual([])
    expect(done.told[0]?.missed).toEqual([missed])
  })

  test('says why it is told', () => {
    const reasons = (given: EscalationRow) => climb(given, open, directory, later(10)).drafts.map((d) => d.payload.reason)
    const steps = [step(0, member('ada')), step(10, member('ben'))]
    expect(reasons(row(steps))).toEqual(['step 1 of 2 of “Standard”'])
    expect(reasons(row(steps, { step: 1 }))).toEqual(['nobody acknowledged for 10 minutes: step 2 of 2 of “Standard”'])
  })

  test('has one key a person and way, another one in the next round and after a new start', () => {
    const key = (given: Partial<EscalationRow>) =>
      climb(row([step(0, member('ada'))], given), open, directory, noon).drafts[0]?.idempotencyKey
    expect(key({})).toBe(key({}))
    expect(new Set([key({}), key({ loop: 1 }), key({ startedAt: later(1) }), key({ alertId: 'y' })]).size).toBe(4)
  })
})

describe('after the last step', () => {
  const steps = [step(2, member('ada'))]
  test('people have five minutes to answer', () => {
    expect(climb(row(steps), open, directory, noon).row).toMatchObject({ step: 1, state: 'running', nextEscalationAt: later(5) })
  })
  test('it is exhausted', () => {
    const done = climb(row(steps, { step: 1, lastEscalationAt: noon }), open, directory, later(5))
    expect(done.row).toMatchObject({ state: 'exhausted', nextEscalationAt: null })
    expect(done.drafts).toEqual([])
  })
  test('or begins again, as often as the policy says', () => {
    const done = climb(row(steps, { step: 1, lastEscalationAt: noon }, 1), open, directory, later(5))
    expect(done.row).toMatchObject({ state: 'running', step: 0, loop: 1, nextEscalationAt: later(7) })
    const last = climb(row(steps, { step: 1, loop: 1, lastEscalationAt: noon }, 1), open, directory, later(5))
    expect(last.row.state).toBe('exhausted')
  })
  test('or for ever', () => {
    const done = climb(row(steps, { step: 1, loop: 99, lastEscalationAt: noon }, -1), open, directory, later(5))
    expect(done.row).toMatchObject({ state: 'running', loop: 100 })
  })
  test('nobody in any step is given up at once, not after a wait that nobody can use', () => {
    const done = climb(row([step(0, schedule('nights')), step(9, schedule('nights'))]), open, directory, noon)
    expect(done.row.state).toBe('exhausted')
    expect(done.told).toHaveLength(2)
  })
  test('nobody in any step, for ever, still pauses between rounds', () => {
    const done = climb(row([step(0, schedule('nights'))], {}, -1), open, directory, noon)
    expect(done.row).toMatchObject({ state: 'running', step: 0, loop: 1, nextEscalationAt: later(5) })
  })
})

describe('escalate now', () => {
  const steps = [step(0, member('ada')), step(60, member('ben'))]
  const forced = (given: Partial<EscalationRow>) => {
    const made = row(steps, given)
    return { ...made, policy: { ...made.policy, forcedBy: 'Cy' } }
  }
  test('tells the next step, says who asked, and goes on as usual', () => {
    const done = climb(forced({ step: 1 }), open, directory, noon)
    expect(whom(done)).toEqual(['ben'])
    expect(done.drafts[0]?.payload.reason).toBe('Cy asked to escalate: step 2 of 2 of “Standard”')
    expect(done.row.policy.forcedBy).toBeUndefined()
  })
  test('of an acknowledged alert tells one step and stops', () => {
    const done = climb(forced({}), { ...open, answered: true }, directory, noon)
    expect(whom(done)).toEqual(['ada'])
    expect(done.row).toMatchObject({ state: 'stopped', nextEscalationAt: null })
  })
  test('of an exhausted one begins with the first step', () => {
    expect(whom(climb(forced({ step: 2, lastEscalationAt: noon }), open, directory, later(60)))).toEqual(['ada'])
  })
})
