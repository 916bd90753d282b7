import type { Batch, Source } from './batch.ts'
import { checkEvent, checkReport, type Envelope, envelopeSchema } from './contract.ts'
import { scrubEnvelope, scrubEvent } from './scrub.ts'

/** An envelope that is well-formed, its items still unchecked; or at most five reasons why it is not. */
export type OpenedEnvelope = { ok: true; envelope: Envelope } | { ok: false; issues: string[] }

export const maxIssues = 5

/** The key an unchecked body claims; what it may do is decided before anything else is looked at. */
export function claimedKey(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, 'key')) return null
  const { key } = body as { key: unknown }
  return typeof key === 'string' ? key : null
}

/** How many items a body brings, as far as can be told before it is checked. */
export function claimedItems(body: unknown): number {
  if (typeof body !== 'object' || body === null) return 0
  const { reports, events } = body as { reports?: unknown; events?: unknown }
  return (Array.isArray(reports) ? reports.length : 0) + (Array.isArray(events) ? events.length : 0)
}

export function openEnvelope(body: unknown): OpenedEnvelope {
  const parsed = envelopeSchema.safeParse(body)
  if (parsed.success) return { ok: true, envelope: parsed.data }
  const issues = parsed.error.issues.slice(0, maxIssues).map((issue) => {
    const where = issue.path.map(String).join('.').slice(0, 100)
    return `${where === '' ? 'body' : where}: ${issue.message.slice(0, 120)}`
  })
  return { ok: false, issues }
}

/** The JSON text of the n-th report of the body. */
export type ReportText = (index: number) => string

/** Checks every item on its own; a bad one is named and left out, the others pass, stripped of what is private. */
export function openBatch(
  envelope: Envelope,
  source: Source,
  receivedAt: number,
  pseudonym: (text: string) => string,
  textOf: ReportText | null = null,
): Batch {
  const { reports: rawReports, events: rawEvents, key: _, ...head } = envelope
  const batch: Batch = {
    source,
    envelope: scrubEnvelope(head, pseudonym),
    receivedAt,
    reports: [],
    events: [],
    rejected: [],
  }
  const texts: string[] = []
  for (let i = 0; i < rawReports.length; i++) {
    const raw = rawReports[i]
    const report = checkReport(raw)
    if (typeof report === 'string') {
      batch.rejected.push({ i, code: report })
      continue
    }
    batch.reports.push(report)
    // what checkReport left off must not reach the store by way of the text
    if (textOf) texts.push(Array.isArray(raw) && raw.length === 4 ? textOf(i) : JSON.stringify(report))
  }
  if (textOf) batch.reportTexts = texts
  for (let i = 0; i < rawEvents.length; i++) {
    const event = checkEvent(rawEvents[i])
    if (typeof event === 'string') batch.rejected.push({ i: rawReports.length + i, code: event })
    else batch.events.push(scrubEvent(event))
  }
  return batch
}
