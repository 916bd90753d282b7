import { z } from 'zod'
import { bag, text, textOrNumber, timeOf, webLink } from './foreign.ts'
import { grade } from './grade.ts'
import {
  ignoring,
  type MappedAlert,
  type Mapping,
  type MappingContext,
  needsMapping,
  nothing,
  plainAlert,
} from './mapped.ts'

/** Sentry's integration platform: https://docs.sentry.io/organization/integrations/integration-platform/webhooks/ */
const hookSchema = z.object({ action: text, data: bag })
const issueSchema = z.object({
  id: textOrNumber,
  title: text,
  culprit: text,
  level: text,
  substatus: text,
  web_url: text,
  permalink: text,
  firstSeen: text,
  project: z.object({ slug: text }).catch({ slug: '' }),
})
const eventSchema = z.object({
  issue_id: textOrNumber,
  title: text,
  culprit: text,
  level: text,
  web_url: text,
  environment: text,
  datetime: text,
  /** pairs, not an object */
  tags: z.array(z.tuple([z.string(), z.string().nullable()])).catch([]),
})
const metricSchema = z.object({
  alert_rule: z.object({ id: textOrNumber, name: text }).catch({ id: '', name: '' }),
  date_started: text,
})

/** The resource stands in a header; where that was lost, what the body holds names it. */
export function mapSentry(body: unknown, context: MappingContext): Mapping {
  const { action, data } = hookSchema.parse(bag.parse(body))
  const resource = context.headers['sentry-hook-resource'] ?? resourceOf(data)
  if (resource === 'event_alert') return mapEventAlert(action, data, context)
  if (resource === 'issue') return mapIssue(action, data, context)
  if (resource === 'metric_alert') return mapMetric(action, data, context)
  if (resource !== '') return ignoring(`Sentry: ${resource}`, 'Sentry’s messages of this kind are no alerts.')
  return mapLegacy(body, context)
}

function resourceOf(data: Record<string, unknown>): string {
  if ('metric_alert' in data) return 'metric_alert'
  if ('event' in data) return 'event_alert'
  return 'issue' in data ? 'issue' : ''
}

function mapEventAlert(action: string, data: Record<string, unknown>, context: MappingContext): Mapping {
  const event = eventSchema.parse(bag.parse(data.event))
  if (action !== 'triggered') return ignoring(event.title, `Sentry says "${action}".`)
  if (event.issue_id === '') return needsMapping('The event names no issue.')
  const labels: Record<string, string> = {}
  for (const [name, value] of event.tags) if (value !== null) labels[name] = value
  if (event.environment) labels.environment = event.environment
  const rule = text.parse(data.triggered_rule)
  return one({
    ...plainAlert,
    action: 'trigger',
    key: `issue:${event.issue_id}`,
    severity: grade(event.level, context.settings),
    title: event.title || rule || 'An issue without a title',
    summary: [event.culprit, rule && `Rule: ${rule}`].filter(Boolean).join(' · '),
    labels,
    app: labels.app ?? null,
    region: labels.region ?? null,
    sourceUrl: webLink(event.web_url),
    startedAt: timeOf(event.datetime),
  })
}

const issueActions: Record<string, MappedAlert['action']> = {
  created: 'trigger',
  unresolved: 'trigger',
  resolved: 'resolve',
  archived: 'resolve',
  ignored: 'resolve', // "archived" before 2023
  assigned: 'note',
}

function mapIssue(action: string, data: Record<string, unknown>, context: MappingContext): Mapping {
  const issue = issueSchema.parse(bag.parse(data.issue))
  const does = Object.hasOwn(issueActions, action) ? issueActions[action] : undefined
  if (!does) return ignoring(issue.title, `Sentry says "${action}".`)
  if (issue.id === '') return needsMapping('The message names no issue.')
  if (action === 'unresolved' && !['', 'regressed', 'escalating'].includes(issue.substatus))
    return ignoring(issue.title, `It is unresolved, but only ${issue.substatus}.`)
  return one({
    ...plainAlert,
    action: does,
    key: `issue:${issue.id}`,
    severity: grade(issue.level, context.settings),
    title: issue.title || 'An issue without a title',
    summary: issue.culprit,
    labels: issue.project.slug ? { project: issue.project.slug } : {},
    sourceUrl: webLink(issue.web_url) ?? webLink(issue.permalink),
    startedAt: action === 'created' ? timeOf(issue.firstSeen) : null,
    reason: does === 'resolve' ? (action === 'resolved' ? 'source' : 'archived') : null,
    facts: does === 'note' ? { reason: 'assigned' } : {},
  })
}

function mapMetric(action: string, data: Record<string, unknown>, context: MappingContext): Mapping {
  const { alert_rule: rule, date_started: started } = metricSchema.parse(bag.parse(data.metric_alert))
  const title = text.parse(data.description_title) || rule.name || 'A metric alert'
  if (!['critical', 'warning', 'resolved'].includes(action)) return ignoring(title, `Sentry says "${action}".`)
  if (rule.id === '') return needsMapping('The message names no alert rule.')
  return one({
    ...plainAlert,
    action: action === 'resolved' ? 'resolve' : 'trigger',
    key: `metric:${rule.id}`,
    severity: grade(action === 'resolved' ? '' : action, context.settings),
    title,
    summary: text.parse(data.description_text),
    sourceUrl: webLink(text.parse(data.web_url)),
    startedAt: timeOf(started),
    reason: action === 'resolved' ? 'source' : null,
  })
}

/** The older "WebHooks" of a project: not signed, and it never says that something is over. */
const legacySchema = z.object({
  id: textOrNumber,
  project: text,
  culprit: text,
  level: text,
  url: text,
  message: text,
  event: z.object({ title: text }).catch({ title: '' }),
})

function mapLegacy(body: unknown, context: MappingContext): Mapping {
  const hook = legacySchema.parse(bag.parse(body))
  if (hook.id === '' || hook.project === '') return needsMapping('This is none of Sentry’s messages.')
  return one({
    ...plainAlert,
    action: 'trigger',
    key: `legacy:${hook.project}:${hook.id}`,
    severity: grade(hook.level, context.settings),
    title: hook.event.title || hook.message || hook.culprit || 'An issue without a title',
    summary: hook.culprit,
    labels: { project: hook.project },
    sourceUrl: webLink(hook.url),
  })
}

const one = (alert: MappedAlert): Mapping => ({ ...nothing, alerts: [alert] })
