import { z } from 'zod'

/**
 * Labels say what an alert is about; matchers choose alerts by them. The names are closed so that a matcher never waits
 * for a label that nobody sets; what a customer or a sender adds goes under `tag.` or `label.`.
 */
export const labelNames = [
  'customer', // the customer's slug
  'app', // the app's slug
  'region',
  'browser',
  'severity',
  'source',
  'rule', // the rule's id
  'kind', // the finding's kind
  'session', // the session's id
] as const

const labelName = z
  .string()
  .max(100)
  .regex(
    /^(customer|app|region|browser|severity|source|rule|kind|session|(tag|label)\.[\w.:/-]{1,80})$/,
    'no such label',
  )
const labelValue = z.string().max(300)

export type Labels = Readonly<Record<string, string>>
export const labelsSchema = z.record(labelName, labelValue)

/** `glob` knows `*` alone. No regular expressions: nobody writes one that stops the worker. */
export const matcherSchema = z.strictObject({
  name: labelName,
  op: z.enum(['is', 'is-not', 'glob']),
  value: labelValue,
})
export type Matcher = z.infer<typeof matcherSchema>
/** All of them must hold; none = everything. */
export const matchersSchema = z.array(matcherSchema).max(20)

/** A label that is missing is an empty one. */
export function matchesAll(matchers: readonly Matcher[], labels: Labels): boolean {
  return matchers.every((matcher) => matches(matcher, labels[matcher.name] ?? ''))
}

function matches({ op, value }: Matcher, given: string): boolean {
  if (op === 'is') return given === value
  if (op === 'is-not') return given !== value
  return globMatches(value, given)
}

/** `*` stands for any run of characters. Linear: each part is looked for once, after the one before it. */
export function globMatches(glob: string, text: string): boolean {
  const parts = glob.split('*')
  const [first = '', ...rest] = parts
  if (!text.startsWith(first)) return false
  const last = rest.pop()
  if (last === undefined) return text === glob
  let at = first.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}

/** The same text for the same labels, whatever their order: part of keys. */
export function stableLabels(labels: Labels): string {
  return Object.keys(labels)
    .sort()
    .map((name) => `${name}=${(labels[name] ?? '').replace(/[\\;=]/g, '\\$&')}`)
    .join(';')
}
