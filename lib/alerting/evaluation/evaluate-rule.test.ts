import { describe, expect, test } from 'vitest'
import { catalogue } from '#lib/diagnosis/catalogue.ts'
import { everything } from '../rules/preview/replay.ts'
import { evaluateRule } from './evaluate-rule.ts'
import { call, finding, makeFacts, makeRule, minute, noon, slice } from './facts.test-data.ts'
import type { InstanceState } from './instance-state.ts'
import { noSums, type Sums } from './metric-value.ts'
import type { Known, Outcome } from './reading.ts'

const nothing: Known = new Map()
const all = everything(nothing)
const verdicts = ({ readings }: Outcome) =>
  Object.fromEntries(readings.map(({ instance, verdict }) => [instance, verdict]))
const sums = (given: Partial<Sums>): Sums => ({ ...noSums(), ...given })
const hour = 60 * minute

describe('a threshold', () => {
  const condition = {
    kind: 'threshold',
    metric: 'joinFailureRatio',
    windowMs: 5 * minute,
    op: 'above',
    fireAt: 0.1,
    clearAt: 0.05,
    minTraffic: 10,
  }

  test.each([
    ['holds above where it fires', { joins: 80, joinFailures: 20 }, 'holds'],
    ['is between its limits', { joins: 93, joinFailures: 7 }, 'between'],
    ['is clear where it is over', { joins: 95, joinFailures: 5 }, 'clear'],
    ['cannot tell from too little traffic', { joins: 0, joinFailures: 9 }, 'no-data'],
    ['cannot tell from nothing', {}, 'no-data'],
  ])('%s', (_what, given, verdict) => {
    const facts = makeFacts({ slices: [slice('video', given)] })
    expect(verdicts(evaluateRule(makeRule(condition), facts, all))).toEqual({ 'app=video': verdict })
  })

  test('below watches the other way', () => {
    const rule = makeRule({
      ...condition,
      metric: 'scoreMean',
      op: 'below',
      fireAt: 3,
      clearAt: 3.5,
      minTraffic: 0,
    })
    const facts = (mean: number) =>
      makeFacts({ slices: [slice('video', { scoreSum: mean * 10, scoreCount: 10 })] })
    expect(verdicts(evaluateRule(rule, facts(2.9), all))).toEqual({ 'app=video': 'holds' })
    expect(verdicts(evaluateRule(rule, facts(3.2), all))).toEqual({ 'app=video': 'between' })
    expect(verdicts(evaluateRule(rule, facts(3.5), all))).toEqual({ 'app=video': 'clear' })
  })

  test('weighs ten calls ten times as much as one', () => {
    const rule = makeRule({ ...condition, metric: 'badRatio', minTraffic: 0 })
    const facts = makeFacts({ slices: [slice('video', { good: 300, bad: 100, unknown: 900 })] })
    expect(evaluateRule(rule, facts, all).readings[0]?.value).toBe(0.25)
  })

  test('keeps silent about what is well and never was otherwise', () => {
    const facts = makeFacts({
      slices: [slice('video', { joins: 100 }), slice('chat', { joinFailures: 100 })],
    })
    expect(verdicts(evaluateRule(makeRule(condition), facts, nothing))).toEqual({ 'app=chat': 'holds' })
  })

  const parts = [
    slice('video', { joins: 50, joinFailures: 50 }, 'region', 'eu'),
    slice('video', { joins: 100 }, 'region', 'us'),
    slice('video', { joins: 100 }, 'region', 'asia'),
    slice('video', { joinFailures: 100 }, 'tag', 'plan=gold'),
    slice('video', { joins: 100 }, 'tag', 'plan=free'),
  ]
  test.each([
    [
      'splits by region',
      { splitBy: ['app', 'region'] },
      { 'app=video;region=eu': 'holds', 'app=video;region=us': 'clear', 'app=video;region=asia': 'clear' },
    ],
    ['adds up the regions it is narrowed to', { scope: { regions: ['eu', 'us'] } }, { 'app=video': 'holds' }],
    ['sees one region alone', { scope: { regions: ['us'] } }, { 'app=video': 'clear' }],
    [
      'sees the calls of one tag alone',
      { scope: { tags: [{ key: 'plan', value: 'gold' }] } },
      { 'app=video': 'holds' },
    ],
  ])('%s', (_what, spec, expected) => {
    expect(verdicts(evaluateRule(makeRule(condition, spec), makeFacts({ slices: parts }), all))).toEqual(
      expected,
    )
  })

  test('is for its customers and its apps', () => {
    const slices = ['video', 'chat', 'clinic'].map((app) => slice(app, { joinFailures: 100 }))
    const seen = (spec: object, given: object) =>
      Object.keys(verdicts(evaluateRule(makeRule(condition, spec, given), makeFacts({ slices }), all)))
    expect(seen({}, {})).toEqual(['app=video', 'app=chat', 'app=clinic'])
    expect(seen({}, { customers: ['brightside'] })).toEqual(['app=clinic'])
    expect(seen({}, { except: new Set(['acme']) })).toEqual(['app=clinic'])
  })
})

describe('findings', () => {
  const condition = {
    kind: 'finding',
    kinds: ['ice-failed'],
    windowMs: 5 * minute,
    minSessions: 2,
    minParticipants: 3,
  }
  const facts = (...findings: ReturnType<typeof finding>[]) =>
    makeFacts({ findingsOf: Map.groupBy(findings, ({ customerId }) => customerId) })
  const people = (...names: string[]) =>
    names.map((name, i) => finding({ people: [name], sessionId: `call-${i}` }))
  const holds = (...findings: ReturnType<typeof finding>[]) =>
    evaluateRule(makeRule(condition), facts(...findings), nothing).readings.length > 0

  test.each([
    ['of enough people in enough calls', people('a', 'b', 'c'), true],
    ['of one page that tells a thousand', Array.from({ length: 1_000 }, () => finding()), false],
    ['of many people in one call', ['a', 'b', 'c', 'd'].map((name) => finding({ people: [name] })), false],
    ['of one person in many calls', [0, 1, 2, 3].map((no) => finding({ sessionId: `call-${no}` })), false],
    ['of another kind', people('a', 'b', 'c').map((one) => ({ ...one, kind: 'echo' })), false],
    [
      'of little confidence',
      people('a', 'b', 'c').map((one) => ({ ...one, confidence: 'low' as const })),
      false,
    ],
    ['that is milder', people('a', 'b', 'c').map((one) => ({ ...one, severity: 'minor' as const })), false],
    ['that another one explains', people('a', 'b', 'c').map((one) => ({ ...one, isRoot: false })), false],
    [
      'that was over before the window',
      people('a', 'b', 'c').map((one) => ({ ...one, clearedAt: noon - 6 * minute })),
      false,
    ],
    [
      'that was over within the window',
      people('a', 'b', 'c').map((one) => ({ ...one, clearedAt: noon - 4 * minute })),
      true,
    ],
    [
      'of two apps, each too few',
      people('a', 'b', 'c').map((one, i) => ({ ...one, appId: i === 0 ? 'chat' : 'video' })),
      false,
    ],
  ])('%s', (_what, findings, expected) => {
    expect(holds(...findings)).toBe(expected)
  })

  test.each([
    ['any problem', [], 'ice-failed', true],
    ['any problem, which a shared cause is not: it has a rule of its own', [], 'turn-server-degraded', false],
    ['a shared cause that is asked for by name', ['turn-server-degraded'], 'turn-server-degraded', true],
  ])('%s', (_what, kinds, kind, expected) => {
    const found = people('a', 'b', 'c').map((one) => ({ ...one, kind }))
    const rule = makeRule({ ...condition, kinds })
    expect(evaluateRule(rule, facts(...found), nothing).readings.length > 0).toBe(expected)
  })

  test('of every kind of the catalogue are told in whole sentences', () => {
    for (const kind of Object.keys(catalogue)) {
      const found = people('a', 'b', 'c').map((one) => ({ ...one, kind }))
      const [reading] = evaluateRule(
        makeRule({ ...condition, kinds: [kind] }),
        facts(...found),
        nothing,
      ).readings
      expect([kind, JSON.stringify(reading?.told)]).not.toEqual([kind, expect.stringMatching(/\{[a-z]+\}/)])
    }
  })

  test('say what it is, whose side, and which calls are worst', () => {
    const [reading] = evaluateRule(makeRule(condition), facts(...people('a', 'b', 'c')), nothing).readings
    expect(reading?.told).toMatchObject({
      title: 'No connection could be established: 3 people in 3 calls',
      side: 'network-access',
      sessionIds: ['call-0', 'call-1', 'call-2'],
    })
  })
})

describe('one call', () => {
  const facts = (now: number, ...calls: ReturnType<typeof call>[]) =>
    makeFacts({ now, sessionsOf: new Map([['acme', calls]]) })
  const rule = (condition: object, rest: object = {}) =>
    makeRule({ kind: 'session', names: ['Board*'], condition, ...rest }, {}, { customers: ['acme'] })

  test.each([
    ['that is bad', { is: 'band', worst: 'poor' }, call({ band: 'poor' }), 'holds'],
    ['that is poor where only bad counts', { is: 'band', worst: 'bad' }, call({ band: 'poor' }), 'clear'],
    ['of which nothing is known', { is: 'band', worst: 'bad' }, call({ band: 'unknown' }), 'no-data'],
    ['that scores less', { is: 'score', below: 3 }, call({ score: 2.9 }), 'holds'],
    ['with too few people', { is: 'people', fewerThan: 6 }, call({ people: 5 }), 'holds'],
  ])('%s', (_what, condition, one, verdict) => {
    expect(Object.values(verdicts(evaluateRule(rule(condition), facts(noon, one), nothing)))).toEqual([
      verdict,
    ])
  })

  test('of another name is nobody’s business', () => {
    expect(
      evaluateRule(
        rule({ is: 'band', worst: 'bad' }),
        facts(noon, call({ name: 'Lunch', band: 'bad' })),
        nothing,
      ).readings,
    ).toEqual([])
  })

  test('that should have begun and has not, only while it is watched', () => {
    const watched = rule({ is: 'people', fewerThan: 1 }, { watch: { startsAt: noon, endsAt: noon + hour } })
    expect(evaluateRule(watched, facts(noon - 1), nothing).readings).toEqual([])
    expect(evaluateRule(watched, facts(noon), nothing).readings[0]).toMatchObject({
      verdict: 'holds',
      told: { title: '“Board*” has not begun' },
    })
    expect(evaluateRule(watched, facts(noon + hour), nothing).readings).toEqual([])
  })
})

describe('an app that has gone quiet', () => {
  const usual = { kind: 'silence', windowMs: 15 * minute, expect: { by: 'usual', minSessions: 2 } }
  const history =
    (...sessions: number[]) =>
    () =>
      sessions.map((one) => sums({ sessions: one }))
  const silent = (outcome: Outcome) => outcome.readings.map(({ appId }) => appId)

  test('is missed when its usual traffic is not there', () => {
    const facts = makeFacts({ weeks: history(3, 4, 2), slices: [slice('video', { sessions: 1 })] })
    expect(silent(evaluateRule(makeRule(usual), facts, nothing))).toEqual(['chat', 'clinic'])
  })

  test.each([
    ['at an hour that is quiet every week', history(0, 1, 9)],
    ['when nothing is known of other weeks', history(9, 9)],
  ])('is not missed %s', (_what, weeks) => {
    expect(silent(evaluateRule(makeRule(usual), makeFacts({ weeks }), nothing))).toEqual([])
  })

  test('says that history is thin', () => {
    const { problems } = evaluateRule(makeRule(usual), makeFacts({ weeks: history(9, 9) }), nothing)
    expect([...problems.keys()]).toEqual(['acme', 'brightside'])
  })

  // Berlin is one hour ahead in winter, two in summer
  test.each([
    ['inside its hours', Date.UTC(2026, 10, 25, 7, 20), true],
    ['not before they have lasted as long as the window', Date.UTC(2026, 10, 25, 7, 10), false],
    ['not after them', Date.UTC(2026, 10, 25, 17, 0), false],
    ['not on another day', Date.UTC(2026, 10, 28, 7, 20), false],
    ['by the customer’s summer time', Date.UTC(2026, 6, 22, 6, 20), true],
  ])('is missed %s', (_what, now, expected) => {
    const expectHours = { by: 'hours', days: [1, 2, 3, 4, 5], fromMinute: 8 * 60, toMinute: 18 * 60 }
    const rule = makeRule({ ...usual, expect: expectHours })
    expect(silent(evaluateRule(rule, makeFacts({ now }), nothing)).length > 0).toBe(expected)
  })
})

describe('against the same hour of the week', () => {
  const condition = { kind: 'baseline', metric: 'participants', windowMs: minute, op: 'either', spreads: 4 }
  const weeks =
    (...people: number[]) =>
    () =>
      people.map((participants) => sums({ participants }))
  const evaluate = (people: number, history: number[], spec: object = {}) =>
    evaluateRule(
      makeRule({ ...condition, ...spec }),
      makeFacts({ weeks: weeks(...history), slices: [slice('video', { participants: people * 6 })] }),
      nothing,
    )

  test.each([
    ['as usual', 102, {}, false],
    ['far fewer', 20, {}, true],
    ['far more', 200, {}, true],
    ['far more where only fewer counts', 200, { op: 'below' }, false],
    ['far fewer, but by less than matters', 70, { minDifference: 50 }, false],
  ])('%s', (_what, people, spec, holds) => {
    const outcome = evaluate(people, [100, 98, 102, 105], spec)
    expect(outcome.readings.length > 0).toBe(holds)
    expect(outcome.problems.size).toBe(0)
  })

  test('one wild week moves nothing', () => {
    expect(evaluate(20, [100, 98, 102, 105, 9_000]).readings).toHaveLength(1)
  })

  test.each([
    ['history is thin', [100, 98]],
    ['it was always the same', [100, 100, 100, 100]],
  ])('nothing is said when %s, and that is said', (_what, history) => {
    const outcome = evaluate(0, history)
    expect(outcome.readings).toEqual([])
    expect(outcome.problems.get('acme')).toMatchObject({ code: 'thin-history' })
  })
})

describe('an error budget', () => {
  const [long, short] = [hour, 5 * minute]
  const rule = makeRule({
    kind: 'burn-rate',
    sli: 'badMinuteRatio',
    objective: 0.99,
    pairs: [{ longMs: long, shortMs: short, burn: 10 }],
    minEvents: 50,
  })
  const share = (bad: number, all = 100) => [slice('video', { badMinutes: bad, goodMinutes: all - bad })]
  const kept = (given: Partial<InstanceState>): Known =>
    new Map([
      [
        'acme|app=video',
        {
          state: 'firing',
          reason: 'value',
          activeAt: 0,
          firedAt: 0,
          resolvedAt: null,
          keepFiringSince: null,
          lastValue: 1,
          lastEvaluatedAt: 0,
          observedMs: 0,
          missedEvaluations: 0,
          ...given,
        },
      ],
    ])
  const evaluate = (
    longBad: number,
    shortBad: number,
    known: Known = nothing,
    heardSince: number | null = 0,
  ) =>
    evaluateRule(
      rule,
      makeFacts({
        windows: { [long]: share(longBad), [short]: share(shortBad) },
        heardSince: () => heardSince,
      }),
      known,
    )

  test.each([
    ['burns when both windows do', 20, 20, 'holds'],
    ['does not when it is over by now', 20, 2, undefined],
    ['does not at a short peak', 2, 50, undefined],
  ])('%s', (_what, longBad, shortBad, verdict) => {
    expect(evaluate(longBad, shortBad).readings[0]?.verdict).toBe(verdict)
  })

  test('burns on until the long window is well', () => {
    expect(evaluate(20, 2, kept({})).readings[0]?.verdict).toBe('between')
    expect(evaluate(2, 50, kept({})).readings[0]?.verdict).toBe('clear')
  })

  test('does not burn again for one long window after it was over', () => {
    const over = (minutes: number) => kept({ state: 'inactive', resolvedAt: noon - minutes * minute })
    expect(evaluate(20, 20, over(59)).readings[0]?.verdict).toBe('clear')
    expect(evaluate(20, 20, over(60)).readings[0]?.verdict).toBe('holds')
  })

  test('cannot burn before there is a full long window', () => {
    const young = evaluate(20, 20, nothing, noon - 59 * minute)
    expect(young.readings).toEqual([])
    expect(young.problems.get('acme')).toMatchObject({ code: 'thin-history' })
  })

  test('does not burn by one bad minute of two', () => {
    const few = makeFacts({ windows: { [long]: share(1, 2), [short]: share(1, 2) } })
    expect(evaluateRule(rule, few, nothing).readings).toEqual([])
  })
})
