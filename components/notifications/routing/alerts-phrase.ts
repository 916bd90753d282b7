import type { Matcher } from '#lib/alerting/labels.ts'
import { severityWords } from '#lib/alerting/severity-words.ts'
import { entryOf, isFindingKind } from '#lib/diagnosis/catalogue.ts'
import { listWords } from '../shared/span-words.ts'

/** Names for the ids that routing stores; what is not known stays its id. */
export type Names = {
  customer: (idOrSlug: string) => string
  channel: (id: string) => string
  policy: (id: string) => string
  rule: (id: string) => string
}

const labelWords: Record<string, string> = {
  customer: 'of',
  app: 'in app',
  region: 'in region',
  browser: 'in browser',
  source: 'from',
  rule: 'of rule',
  kind: 'of kind',
  session: 'in call',
}

const severityWord = (value: string): string => (severityWords as Record<string, string>)[value] ?? value

/** "Critical alerts of Acme in region eu-*": what a set of matchers lets through, as a person would say it. */
export function alertsPhrase(matchers: readonly Matcher[], customer: string | null, names: Names): string {
  const rest = matchers.filter(({ name, op }) => name !== 'severity' || op !== 'is')
  const severities = matchers.filter(({ name, op }) => name === 'severity' && op === 'is')
  const lead =
    severities.length === 0
      ? 'All alerts'
      : `${listWords(severities.map(({ value }) => severityWord(value)))} alerts`
  const whose = customer === null ? '' : ` of ${customer}`
  return `${lead}${whose}${rest.map((matcher) => ` ${matcherWords(matcher, names)}`).join('')}`
}

/** One matcher: "in region eu-*", "not from CloudWatch", "with tag.vip yes". */
export function matcherWords({ name, op, value }: Matcher, names: Names): string {
  const not = op === 'is-not' ? 'not ' : ''
  if (value === '' && op !== 'glob') return `${op === 'is' ? 'without' : 'with any'} ${name}`
  if (name === 'severity') return `${not}of severity ${severityWord(value)}`
  const words = labelWords[name]
  if (words === undefined) return op === 'is-not' ? `with ${name} not ${value}` : `with ${name} ${value}`
  return `${not}${words} ${valueWords(name, op, value, names)}`
}

function valueWords(name: string, op: Matcher['op'], value: string, names: Names): string {
  if (op === 'glob') return value
  if (name === 'rule') return names.rule(value)
  if (name === 'customer') return names.customer(value)
  if (name === 'kind' && isFindingKind(value)) return `“${entryOf(value).title}”`
  return value
}
