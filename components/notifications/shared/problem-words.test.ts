import { expect, test } from 'vitest'
import type { z } from 'zod'
import { newChannelSchema, newPolicySchema, newRouteSchema } from '#lib/notifications/contract.ts'
import { problemWords } from './problem-words.ts'

const plain = (text: string) => text.replaceAll('\u2009', ' ')
const channel = { customerId: null, name: 'x', settings: { kind: 'pagerduty' } }
const route = { customerId: null, name: 'x' }

test.each<[string, z.ZodType, object, string]>([
  ['a name that is missing', newChannelSchema, { ...channel, name: '' }, 'This is needed.'],
  ['a name that is long', newChannelSchema, { ...channel, name: 'x'.repeat(121) }, 'At most 120 characters.'],
  ['no budget', newChannelSchema, { ...channel, budgetPerHour: Number.NaN }, 'A number is needed.'],
  ['a budget of nothing', newChannelSchema, { ...channel, budgetPerHour: 0 }, 'At least 1.'],
  [
    'half an address',
    newChannelSchema,
    { ...channel, secrets: { url: 'hooks' } },
    'A whole address is needed, like https://example.com/hook.',
  ],
  [
    'a key cut short',
    newChannelSchema,
    { ...channel, secrets: { routingKey: 'abc' } },
    'This does not look right: copy it again, whole.',
  ],
  ['a wait that is short', newRouteSchema, { ...route, groupIntervalMs: 1000 }, 'At least 10 s.'],
  ['a wait that is long', newRouteSchema, { ...route, groupWaitMs: 7_200_000 }, 'At most 1 h.'],
  [
    'a step for nobody',
    newPolicySchema,
    { ...route, steps: [{ delayMs: 0, targets: [] }] },
    'At least one is needed.',
  ],
])('%s is said in plain words', (_case, schema, value, words) => {
  const issue = schema.safeParse(value).error?.issues[0]
  expect(plain(problemWords(issue?.message ?? '', String(issue?.path.at(-1))))).toBe(words)
})
