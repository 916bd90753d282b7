import type { z } from 'zod'
import { checkSpec } from '#lib/alerting/rules/check-spec.ts'
import { newRuleSchema, type RuleSpec } from '#lib/alerting/rules/contract.ts'

export type RuleForm = z.output<typeof newRuleSchema>

/**
 * What the editor holds: a rule of the contract, whose sense is checked as the server checks it. The editor begins with
 * a whole rule, so what goes in has the shape of what comes out.
 */
export const ruleFormSchema = newRuleSchema.superRefine(({ spec }, context) => {
  const nonsense = checkSpec(spec)
  if (nonsense) context.addIssue({ code: 'custom', path: ['spec'], message: nonsense })
}) as unknown as z.ZodType<RuleForm, RuleForm>

export type Fault = { path: string; message: string }

/** Every fault with the dotted path of what it is about. */
export function faultsOf(form: unknown): Fault[] {
  const parsed = ruleFormSchema.safeParse(form)
  if (parsed.success) return []
  return parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message: plainly(message) }))
}

/** zod speaks to programmers. */
function plainly(message: string): string {
  if (message.includes('NaN')) return 'Give a number.'
  if (/^Too small.*>=?(-?[\d.]+)/.test(message))
    return message.replace(/^.*?>=?\s*(-?[\d.]+).*$/, 'At least $1.')
  if (/^Too big.*<=?(-?[\d.]+)/.test(message))
    return message.replace(/^.*?<=?\s*(-?[\d.]+).*$/, 'At most $1.')
  if (message.startsWith('Invalid input: expected int')) return 'A whole number.'
  return message
}

/** The faults at a path or below it. */
export const faultAt = (faults: readonly Fault[], path: string): string | undefined =>
  faults.find((fault) => fault.path === path || fault.path.startsWith(`${path}.`))?.message

/** Faults of the sentence as a whole, not of one piece of it. */
export const faultOfWhole = (faults: readonly Fault[]): string | undefined =>
  faults.find(({ path }) => path === 'spec')?.message

/** The spec, if it can be evaluated as it stands. */
export function soundSpec(spec: RuleSpec): RuleSpec | null {
  const parsed = newRuleSchema.shape.spec.safeParse(spec)
  return parsed.success && checkSpec(parsed.data) === null ? parsed.data : null
}
