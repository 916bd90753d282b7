import { describe, expect, test } from 'vitest'
import { type RuleView, ruleViewSchema } from '#lib/alerting/rules/contract.ts'
import type { OverrideView } from './overrides-panel.tsx'
import { patchable } from './patchable.ts'
import { startingPoints } from './starting-points.ts'
import { ruleWith } from './use-rule-here.ts'

const point = startingPoints.find(({ kind }) => kind === 'threshold') ?? startingPoints[0]
const rule: RuleView = ruleViewSchema.parse({
  ruleId: 'r',
  customerId: null,
  packKey: 'joins',
  name: 'Many joins fail',
  severity: 'critical',
  enabled: true,
  spec: point?.spec,
  sentence: 'as written',
  version: 2,
  updatedAt: 0,
  firing: 0,
  pending: 0,
  overrides: 1,
  drifted: 0,
  problems: [],
})
const override = (given: Partial<OverrideView>): OverrideView => ({
  enabled: null,
  severity: null,
  patch: {},
  reason: '',
  customerId: 'acme',
  customerName: 'Acme',
  baseVersion: 1,
  drifted: false,
  differences: [],
  updatedAt: 0,
  updatedName: null,
  ...given,
})

describe('a rule of the pack as one customer has it', () => {
  test('is off there when it is switched off there, and says the same otherwise', () => {
    expect(ruleWith(rule, override({ enabled: false }))).toMatchObject({
      enabled: false,
      sentence: 'as written',
    })
  })

  test('says its own limit in its sentence', () => {
    const here = ruleWith(rule, override({ patch: { fireAt: 0.25 }, severity: 'minor' }))
    expect(here.sentence).toContain('above 25 %')
    expect(here.sentence).toContain('Degraded')
    expect(here).toMatchObject({ enabled: true, severity: 'minor' })
  })

  test('follows the pack in everything that is not named', () => {
    expect(ruleWith(rule, override({}))).toEqual(rule)
  })
})

describe('what a customer may have otherwise', () => {
  test('are the numbers that the rule has, as they are read', () => {
    expect(patchable(rule.spec).map(({ name, pack, unit }) => [name, pack, unit])).toEqual([
      ['fireAt', 0.1, '%'],
      ['clearAt', 0.05, '%'],
      ['minTraffic', 10, 'join attempts'],
      ['windowMs', 300_000, ''],
      ['forMs', 120_000, ''],
      ['keepFiringMs', 120_000, ''],
    ])
  })

  test('every kind of rule has some', () => {
    for (const { spec } of startingPoints) expect(patchable(spec).length).toBeGreaterThanOrEqual(2)
  })
})
