import { addressedMail } from './addressed-mail.ts'
import { alertUrl, factsOf, headline, repeatWords, stateGlyph, stateWord } from './facts.ts'
import type { AlertInMessage, Message } from './message.ts'
import { forHtml, plain } from './plain.ts'

/** A mail: text first, HTML that says the same. Threads by subject; a repeat has the same Message-ID. */
export type MailContent = {
  subject: string
  text: string
  html: string
  messageId: string
  /** what it answers to: one root a subject, so that mails thread even when the first was lost */
  references?: string
  headers: Record<string, string>
}

const mostAlerts = 25

export function mailContent(message: Message): MailContent {
  if (message.mail) return addressedMail(message, message.mail)
  const host = new URL(message.baseUrl).hostname
  return {
    subject: headline(message),
    text: textOf(message),
    html: htmlOf(message),
    messageId: `<${message.outboxId}@${host}>`,
    references: `<subject.${message.subjectId}@${host}>`,
    headers: {
      'List-Id': `Earshot alerts <alerts.${host}>`,
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'X-Earshot-Message': message.outboxId,
      ...(message.possibleRepeat ? { 'X-Earshot-Possible-Repeat': 'yes' } : {}),
    },
  }
}

function textOf(message: Message): string {
  const parts = [
    headline(message),
    message.text === null ? null : plain(message.text, 4_000),
    ...message.alerts.slice(0, mostAlerts).map((alert) => textOfAlert(alert, message)),
    more(message),
    `Why you get this: ${plain(message.reason)}`,
    message.possibleRepeat ? `This is a ${repeatWords}: it may have arrived before.` : null,
    `Message ${message.outboxId}`,
  ]
  return `${parts.filter((part) => part !== null).join('\n\n')}\n`
}

function textOfAlert(alert: AlertInMessage, message: Message): string {
  const confirm = message.confirmUrls[alert.alertId]
  return [
    `${stateGlyph(alert)} ${stateWord(alert)}: ${plain(alert.title)}`,
    plain(alert.summary, 1_000),
    ...factsOf(alert, message.at).map(({ label, value }) => `${label}: ${plain(value, 500)}`),
    `Open: ${alertUrl(message.baseUrl, alert)}`,
    ...(confirm ? [`Acknowledge (asks you to confirm): ${confirm}`] : []),
  ].join('\n')
}

const more = ({ alerts }: Message): string | null =>
  alerts.length > mostAlerts ? `… and ${alerts.length - mostAlerts} more alerts` : null

const page = 'font:14px/20px system-ui,sans-serif;color:#0b0f14;max-width:640px;margin:0 auto;padding:16px'
const button =
  'display:inline-block;padding:8px 14px;border:1px solid #0b0f14;border-radius:6px;text-decoration:none;color:#0b0f14'

function htmlOf(message: Message): string {
  const rest = more(message)
  return [
    `<!doctype html><html lang="en"><body style="${page}">`,
    `<h1 style="font-size:18px;line-height:26px">${forHtml(headline(message))}</h1>`,
    message.text === null ? '' : `<p>${forHtml(message.text, 4_000)}</p>`,
    ...message.alerts.slice(0, mostAlerts).map((alert) => htmlOfAlert(alert, message)),
    rest === null ? '' : `<p>${rest}</p>`,
    `<p style="color:#56606b;font-size:12px">Why you get this: ${forHtml(message.reason)}.`,
    message.possibleRepeat ? ` This is a ${repeatWords}: it may have arrived before.` : '',
    ` Message ${message.outboxId}</p></body></html>`,
  ].join('')
}

function htmlOfAlert(alert: AlertInMessage, message: Message): string {
  const confirm = message.confirmUrls[alert.alertId]
  const rows = factsOf(alert, message.at).map(
    ({ label, value }) =>
      `<tr><th align="left" style="padding-right:12px;vertical-align:top">${label}</th><td>${forHtml(value, 500)}</td></tr>`,
  )
  return [
    `<h2 style="font-size:15px">${stateGlyph(alert)} ${stateWord(alert)}: ${forHtml(alert.title)}</h2>`,
    `<p>${forHtml(alert.summary, 1_000)}</p><table>${rows.join('')}</table><p>`,
    confirm ? `<a style="${button}" href="${forHtml(confirm, 1_000)}">Acknowledge…</a> ` : '',
    `<a style="${button}" href="${forHtml(alertUrl(message.baseUrl, alert), 1_000)}">Open</a></p>`,
  ].join('')
}
