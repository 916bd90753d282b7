import { webLink } from './foreign.ts'
import { grade } from './grade.ts'
import {
  type MappedAlert,
  type Mapping,
  type MappingContext,
  mostAlerts,
  needsMapping,
  plainAlert,
} from './mapped.ts'
import { textAt, valueAt } from './pointer.ts'
import { type FieldMapping, fieldMappingSchema } from './settings.ts'

/** Our own shape, understood without a mapping: docs/alerting.md, "Generic JSON". */
export const ownShape: FieldMapping = fieldMappingSchema.parse({
  title: '/title',
  key: '/key',
  status: '/status',
  severity: '/severity',
  summary: '/summary',
  app: '/app',
  region: '/region',
  url: '/url',
  value: '/value',
})

/** Any JSON by the integration's field mapping; without one, only our own shape is understood. */
export function mapGeneric(body: unknown, context: MappingContext): Mapping {
  const { mapping } = context.settings
  const used = mapping ?? ownShape
  const items = used.each === '' ? [body] : valueAt(body, used.each)
  if (!Array.isArray(items)) return needsMapping(`There is no list at ${used.each}.`)
  if (items.length === 0) return needsMapping(`The list at ${used.each} is empty.`)
  const mapped: Mapping = { alerts: [], ignored: [], notes: [], problem: null }
  for (const [i, item] of items.slice(0, mostAlerts).entries()) {
    const one = mapItem(item, used, context)
    if (typeof one !== 'string') mapped.alerts.push(one)
    else if (mapping === null) return needsMapping(`No field mapping yet. ${one}`)
    else mapped.problem ??= items.length > 1 ? `Element ${i}: ${one}` : one
  }
  if (items.length > mostAlerts)
    mapped.notes.push(`Only the first ${mostAlerts} of ${items.length} were taken.`)
  return mapped
}

/** The alert, or what is missing. */
function mapItem(item: unknown, places: FieldMapping, { settings }: MappingContext): MappedAlert | string {
  const title = textAt(item, places.title)
  if (!title) return `There is no text at ${places.title} for the title.`
  const key = textAt(item, places.key)
  if (!key) return `There is nothing at ${places.key} for the key that stays the same.`
  const action = actionOf(item, places)
  if (action === null)
    return `"${textAt(item, places.status)?.slice(0, 60)}" at ${places.status} is none of the words for firing, acknowledged or over.`
  const value = Number(textAt(item, places.value) ?? Number.NaN)
  return {
    ...plainAlert,
    action,
    key,
    severity: grade(textAt(item, places.severity) ?? '', settings),
    title,
    summary: textAt(item, places.summary) ?? '',
    labels: labelsAt(item, places),
    app: textAt(item, places.app),
    region: textAt(item, places.region),
    value: Number.isFinite(value) ? value : null,
    sourceUrl: webLink(textAt(item, places.url) ?? ''),
    reason: action === 'resolve' ? 'source' : null,
  }
}

const usualWords = {
  trigger: ['firing', 'alerting', 'alarm', 'trigger', 'triggered', 'open', 'opened', 'down', 'problem', 'critical', 'error', 'true', '1'],
  acknowledge: ['acknowledge', 'acknowledged', 'ack'],
  resolve: ['resolved', 'resolve', 'ok', 'closed', 'close', 'up', 'recovery', 'recovered', 'normal', 'false', '0'],
} as const

/** Without a status everything is a beginning; words that were set replace the usual ones of their kind. */
function actionOf(item: unknown, places: FieldMapping): MappedAlert['action'] | null {
  const status = places.status === '' ? null : textAt(item, places.status)
  if (status === null) return 'trigger'
  const word = status.trim().toLowerCase()
  const has = (own: readonly string[], usual: readonly string[]) =>
    (own.length > 0 ? own.map((one) => one.toLowerCase()) : usual).includes(word)
  if (has(places.resolvedWords, usualWords.resolve)) return 'resolve'
  if (has(places.acknowledgedWords, usualWords.acknowledge)) return 'acknowledge'
  return has(places.firingWords, usualWords.trigger) ? 'trigger' : null
}

function labelsAt(item: unknown, { labels }: FieldMapping): Record<string, string> {
  const found: Record<string, string> = {}
  for (const { name, path } of labels) {
    const value = textAt(item, path)
    if (value !== null) found[name] = value
  }
  return found
}
