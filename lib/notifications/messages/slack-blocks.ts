import { alertUrl, factsOf, headline, repeatWords, stateGlyph, stateWord } from './facts.ts'
import type { AlertInMessage, Message } from './message.ts'
import { forSlack, plain } from './plain.ts'

/** Block Kit. Every text is escaped and verbatim: nothing in it becomes a link or a mention. */
export type Block = Record<string, unknown> & { type: string }
export type SlackContent = { text: string; blocks: Block[] }

const mostAlerts = 5 // Slack takes 50 blocks; nobody reads more
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text, verbatim: true })

/** With `buttons`, clicks come back; an incoming webhook has nobody to send them to. */
export function slackContent(message: Message, buttons: boolean): SlackContent {
  const [first] = message.alerts
  const title = first ? `${stateGlyph(first)} ${headline(message)}` : headline(message)
  const blocks: Block[] = [
    { type: 'header', text: { type: 'plain_text', text: plain(title, 150), emoji: false } },
    ...(message.text ? [{ type: 'section', text: mrkdwn(forSlack(message.text, 2_500)) }] : []),
    ...message.alerts.slice(0, mostAlerts).flatMap((alert) => blocksOf(alert, message, buttons)),
    ...rest(message),
    { type: 'context', elements: [mrkdwn(footer(message))] },
  ]
  return { text: forSlack(title, 300), blocks }
}

function blocksOf(alert: AlertInMessage, message: Message, buttons: boolean): Block[] {
  const facts = factsOf(alert, message.at).slice(0, 10)
  return [
    { type: 'section', text: mrkdwn(summaryOf(alert, message.alerts.length > 1)) },
    {
      type: 'section',
      fields: facts.map(({ label, value }) => mrkdwn(`*${label}*\n${forSlack(value, 400)}`)),
    },
    { type: 'actions', elements: actionsOf(alert, message, buttons) },
  ]
}

const summaryOf = (alert: AlertInMessage, several: boolean) =>
  several
    ? `${stateGlyph(alert)} *${stateWord(alert)}* ${forSlack(alert.title, 200)}\n${forSlack(alert.summary, 800)}`
    : forSlack(alert.summary, 1_500) || forSlack(alert.title, 300)

function actionsOf(alert: AlertInMessage, message: Message, buttons: boolean): Block[] {
  const button = (text: string, id: string, more: object): Block => ({
    type: 'button',
    action_id: `${id}:${alert.alertId}`,
    text: { type: 'plain_text', text, emoji: false },
    ...more,
  })
  const open = button('Open', 'open', { url: alertUrl(message.baseUrl, alert) })
  if (!buttons || alert.state === 'resolved') return [open]
  const acknowledge = button('Acknowledge', 'acknowledge', { value: alert.alertId, style: 'primary' })
  const snooze = button('Snooze 1 h', 'snooze-1h', { value: alert.alertId })
  return [
    ...(alert.state === 'open' ? [acknowledge] : []),
    ...(alert.snoozedUntil === null ? [snooze] : []),
    open,
  ]
}

function rest({ alerts, baseUrl }: Message): Block[] {
  const more = alerts.slice(mostAlerts)
  if (more.length === 0) return []
  const titles = more.slice(0, 10).map((alert) => `${stateGlyph(alert)} ${forSlack(alert.title, 120)}`)
  const text = [`*and ${more.length} more*`, ...titles, `<${baseUrl}/alerts|All alerts>`].join('\n')
  return [{ type: 'section', text: mrkdwn(text) }]
}

function footer({ reason, possibleRepeat, outboxId }: Message): string {
  const repeat = possibleRepeat ? ` · *${repeatWords}*: this may have arrived before` : ''
  return `Earshot · ${forSlack(reason, 200)}${repeat} · ${outboxId}`
}
