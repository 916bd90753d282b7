import type { AlertSeverity } from '../severity.ts'
import { severityWithArticle } from '../severity-words.ts'
import { spanText } from '../units.ts'
import { conditionSentence } from './condition-sentence.ts'
import type { RuleSpec } from './contract.ts'
import { editable, listed, type SentencePart, say } from './sentence-part.ts'

/** Names for ids, where they are known: without them apps are counted. */
export type RuleNames = { readonly app?: (appId: string) => string | undefined }

/** The whole rule in words. Made from the spec alone, so that what is read is what is evaluated. */
export function describeRule(spec: RuleSpec, severity: AlertSeverity, names: RuleNames = {}): string {
  return sentenceParts(spec, severity, names)
    .map(({ text }) => text)
    .join('')
}

/** The same sentence in pieces; those with a `field` can be edited in place. Without a severity it is left open. */
export function sentenceParts(
  spec: RuleSpec,
  severity: AlertSeverity | null = null,
  names: RuleNames = {},
): SentencePart[] {
  const raised = editable('severity', severity === null ? 'an' : severityWithArticle[severity])
  return say`When ${conditionSentence(spec.condition)}${scopeWords(spec, names)}${holdWords(spec)}, raise ${raised} alert${splitWords(spec)}.${afterwards(spec)}`
}

function scopeWords({ scope, condition }: RuleSpec, { app }: RuleNames): SentencePart[] {
  const { appIds, regions, tags } = scope
  const known = appIds.map((appId) => app?.(appId))
  const apps = known.every((name) => name !== undefined)
    ? listed(known.filter((name) => name !== undefined))
    : `${appIds.length} chosen ${appIds.length === 1 ? 'app' : 'apps'}`
  const where = appIds.length === 0 ? [] : say`, in ${editable('scope.appIds', apps)}`
  const inRegions = regions.length === 0 ? [] : say`, in region ${editable('scope.regions', listed(regions))}`
  const tagged = tags.map(({ key, value }) => `${key}=${value}`)
  const withTags = tags.length === 0 ? [] : say`, tagged ${editable('scope.tags', listed(tagged))}`
  const all =
    appIds.length > 0 || condition.kind === 'session' ? [] : say`, in ${editable('scope.appIds', 'any app')}`
  return say`${where}${all}${inRegions}${withTags}`
}

function holdWords({ forMs }: RuleSpec): SentencePart[] {
  return forMs === 0
    ? say`, ${editable('forMs', 'at once')}`
    : say` for ${editable('forMs', spanText(forMs))}`
}

function splitWords({ splitBy, condition }: RuleSpec): SentencePart[] {
  if (condition.kind === 'session') return say` for each call`
  const by = ['app', ...splitBy.filter((name) => name !== 'app')]
  return say` for each ${editable('splitBy', listed(by))}`
}

const noDataWords: Readonly<Record<RuleSpec['noData'], string>> = {
  'keep-last': 'it stays as it was',
  alert: 'it alerts',
  ok: 'all is well',
  'own-alert': 'an alert of its own says so',
}

function afterwards({ keepFiringMs, noData, condition }: RuleSpec): SentencePart[] {
  const keeps =
    keepFiringMs === 0
      ? []
      : say` It stays for ${editable('keepFiringMs', spanText(keepFiringMs))} after it is over.`
  const measured = condition.kind === 'threshold' || condition.kind === 'baseline'
  return say`${keeps}${measured ? say` Without data ${editable('noData', noDataWords[noData])}.` : []}`
}
