import { checkSpec } from '../rules/check-spec.ts'
import { type RuleOverride, type RuleSpec, ruleSpecSchema } from '../rules/contract.ts'
import { mergeOverride } from '../rules/merge-override.ts'
import type { AlertSeverity } from '../severity.ts'
import { type CompiledRule, compileRule, type Problem } from './compiled-rule.ts'

export type RuleRow = {
  ruleId: string
  customerId: string | null
  name: string
  severity: AlertSeverity
  enabled: boolean
  spec: unknown
}
export type OverrideRow = {
  customerId: string
  ruleId: string
  enabled: boolean | null
  severity: AlertSeverity | null
  patch: RuleOverride['patch']
}
/** A rule that cannot even be read, and whom it concerns (null = all). */
export type Broken = { ruleId: string; name: string; customers: readonly string[] | null; problem: Problem }
export type Compiled = { rules: CompiledRule[]; broken: Broken[] }

/** Rules as they stand for each customer: the pack for all who have nothing otherwise, and one variant for who has. */
export function compileRules(rows: readonly RuleRow[], overrides: readonly OverrideRow[]): Compiled {
  const compiled: Compiled = { rules: [], broken: [] }
  const byRule = Map.groupBy(overrides, ({ ruleId }) => ruleId)
  for (const row of rows)
    compileRow(row, row.customerId === null ? (byRule.get(row.ruleId) ?? []) : [], compiled)
  return compiled
}

function compileRow(row: RuleRow, overrides: readonly OverrideRow[], into: Compiled) {
  const { ruleId, name, customerId } = row
  const parsed = ruleSpecSchema.safeParse(row.spec)
  const wrong = parsed.success ? checkSpec(parsed.data) : 'Its text cannot be read.'
  if (!parsed.success || wrong !== null) {
    const problem = { code: 'bad-spec' as const, problem: wrong ?? '' }
    if (row.enabled)
      into.broken.push({ ruleId, name, customers: customerId === null ? null : [customerId], problem })
    return
  }
  const base = { ruleId, name, severity: row.severity, isPack: customerId === null }
  if (row.enabled)
    into.rules.push(
      compileRule({
        ...base,
        spec: parsed.data,
        customers: customerId === null ? null : [customerId],
        except: new Set(overrides.map((one) => one.customerId)),
      }),
    )
  for (const one of overrides) {
    if (!(one.enabled ?? row.enabled)) continue
    into.rules.push(
      compileRule({
        ...base,
        ...merged(parsed.data, row.severity, one),
        customers: [one.customerId],
        except: new Set(),
      }),
    )
  }
}

const merged = (spec: RuleSpec, severity: AlertSeverity, one: OverrideRow) => ({
  spec: mergeOverride(spec, one.patch),
  severity: one.severity ?? severity,
})
