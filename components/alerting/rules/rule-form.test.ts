import { expect, test } from 'vitest'
import { checkSpec } from '#lib/alerting/rules/check-spec.ts'
import { conditionSchema, newRuleSchema } from '#lib/alerting/rules/contract.ts'
import { sentenceParts } from '#lib/alerting/rules/describe-rule.ts'
import { valueAt, withValueAt } from './at-path.ts'
import { startingPoints } from './starting-points.ts'

test('each kind of rule has a starting point that works as it is', () => {
  expect(startingPoints.map(({ kind }) => kind).sort()).toEqual(
    conditionSchema.options.map(({ shape }) => shape.kind.value).sort(),
  )
  for (const { name, severity, spec } of startingPoints) {
    expect(newRuleSchema.safeParse({ customerId: null, name, severity, spec }).error).toBeUndefined()
    expect(checkSpec(spec)).toBeNull()
  }
})

test('every piece of every sentence that can be edited names something of the rule', () => {
  for (const { spec, severity } of startingPoints)
    for (const { field } of sentenceParts(spec, severity))
      if (field !== undefined && field !== 'severity')
        expect([field, valueAt(spec, field)]).not.toEqual([field, undefined])
})

test('a value is changed at its path, the rest stays the very same', () => {
  const was = { condition: { fireAt: 1, expect: { by: 'usual' } }, scope: { appIds: [] } }
  const is = withValueAt(was, 'condition.fireAt', 2)
  expect(is).toEqual({ condition: { fireAt: 2, expect: { by: 'usual' } }, scope: { appIds: [] } })
  expect(is.scope).toBe(was.scope)
  expect(was.condition.fireAt).toBe(1)
  expect(withValueAt(was, 'condition.expect.by', 'hours').condition.expect.by).toBe('hours')
})
