import { expect, test } from 'vitest'
import type { PolicyStep, Target } from '#lib/notifications/contract.ts'
import { ladderMs, policySentence, policyWarning } from './policy-sentence.ts'

const plain = (text: string) => text.replaceAll('\u2009', ' ')
const onCall: Target = { kind: 'schedule', id: 'on-call' }
const mara: Target = { kind: 'member', id: 'Mara' }
const step = (delayMs: number, targets: Target[], important = false): PolicyStep => ({
  delayMs,
  targets,
  important,
})

test.each<[string, PolicyStep[], number, string]>([
  [
    'a ladder that ends',
    [step(0, [onCall]), step(600_000, [mara, onCall], true)],
    0,
    'At once on-call; 10 min later Mara and on-call (important). Then it stops, and the alert says that nobody answered.',
  ],
  [
    'a ladder for ever',
    [step(300_000, [mara])],
    -1,
    'After 5 min Mara. Then all of it again, until somebody acknowledges.',
  ],
  [
    'two more rounds',
    [step(0, [mara])],
    2,
    'At once Mara. Then all of it again, 2 more times, before it stops and the alert says that nobody answered.',
  ],
  ['no steps at all', [], 3, 'No steps: nobody would be told.'],
])('%s reads as a sentence', (_case, steps, repeat, sentence) => {
  expect(plain(policySentence(steps, repeat, ({ id }) => id))).toBe(sentence)
})

test('the last step comes after all waits together', () => {
  expect(ladderMs([step(60_000, [mara]), step(600_000, [onCall])])).toBe(660_000)
})

const yes = () => true
const no = () => false
test.each<[string, PolicyStep[], (target: Target) => boolean, () => boolean, RegExp | null]>([
  ['no steps', [], yes, yes, /no steps/],
  ['steps without targets', [step(0, [])], yes, yes, /names anybody/],
  ['all targets gone', [step(0, [mara])], no, yes, /would tell nobody/],
  [
    'one target gone',
    [step(0, [mara, onCall])],
    ({ kind }) => kind === 'schedule',
    yes,
    /1 target .* is gone/,
  ],
  ['an empty schedule alone', [step(0, [onCall])], yes, no, /Nobody is on call/],
  ['an empty schedule beside a person', [step(0, [onCall, mara])], yes, no, null],
  ['somebody on call', [step(0, [onCall])], yes, yes, null],
])('a policy with %s is told before the night', (_case, steps, isKnown, hasSomebody, warning) => {
  const said = policyWarning(steps, isKnown, hasSomebody)
  if (warning === null) expect(said).toBeNull()
  else expect(said).toMatch(warning)
})
