import { z } from 'zod'
import { bag, text, textBag, timeOf, webLink } from './foreign.ts'
import { grade } from './grade.ts'
import { type Mapping, type MappingContext, needsMapping, nothing, plainAlert } from './mapped.ts'

/** PagerDuty's Events API v2: https://developer.pagerduty.com/docs/events-api-v2/trigger-events/ */
const actions = ['trigger', 'acknowledge', 'resolve'] as const
const eventSchema = z.object({
  event_action: z.enum(actions),
  dedup_key: z.string().min(1).max(255).nullish(),
  payload: z
    .object({
      summary: z.string().min(1).max(1_024),
      source: z.string().min(1),
      severity: z.enum(['critical', 'error', 'warning', 'info']),
      timestamp: text,
      component: text,
      group: text,
      class: text,
      custom_details: z.unknown().optional(),
    })
    .nullish(),
  links: z.array(z.object({ href: text, text })).catch([]),
  client_url: text,
})
export type PagerDutyEvent = z.infer<typeof eventSchema>

/** Where the key that was made for a sender without one is kept beside its body. */
export const madeKeyHeader = 'x-earshot-dedup-key'

/** The event, or what is wrong with it in PagerDuty's own manner. */
export function readPagerDuty(body: unknown): { event: PagerDutyEvent } | { errors: string[] } {
  const parsed = eventSchema.safeParse(body)
  if (!parsed.success)
    return { errors: parsed.error.issues.slice(0, 5).map(({ path, message }) => `'${path.join('.')}' ${message}`) }
  const { event_action: action, dedup_key: key, payload } = parsed.data
  if (action === 'trigger' && !payload) return { errors: ["'payload' is missing or blank"] }
  if (action !== 'trigger' && !key) return { errors: ["'dedup_key' is missing or blank"] }
  return { event: parsed.data }
}

export function mapPagerDuty(body: unknown, context: MappingContext): Mapping {
  const read = readPagerDuty(body)
  if ('errors' in read) return needsMapping(read.errors.join('; '))
  const { event_action: action, dedup_key, payload, links, client_url } = read.event
  const key = dedup_key ?? context.headers[madeKeyHeader] ?? ''
  if (key === '') return needsMapping("'dedup_key' is missing or blank")
  const details = textBag.parse(payload?.custom_details)
  const labels = { ...details, ...partsOf(payload ?? null) }
  return {
    ...nothing,
    alerts: [
      {
        ...plainAlert,
        action,
        key,
        severity: grade(payload?.severity ?? '', context.settings),
        title: payload?.summary ?? key,
        summary: text.parse(bag.parse(payload?.custom_details).description),
        labels,
        app: details.app ?? null,
        region: details.region ?? null,
        sourceUrl: webLink(client_url) ?? webLink(links[0]?.href ?? ''),
        startedAt: timeOf(payload?.timestamp ?? ''),
        reason: action === 'resolve' ? 'source' : null,
      },
    ],
  }
}

function partsOf(payload: NonNullable<PagerDutyEvent['payload']> | null): Record<string, string> {
  if (!payload) return {}
  const { source, component, group, class: kind } = payload
  return Object.fromEntries(
    Object.entries({ source, component, group, class: kind }).filter(([, value]) => value !== ''),
  )
}
