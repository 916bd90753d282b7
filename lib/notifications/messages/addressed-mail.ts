import type { MailWords } from '../mails/contract.ts'
import { repeatWords } from './facts.ts'
import type { MailContent } from './mail.ts'
import type { Message } from './message.ts'
import { forHtml, plain } from './plain.ts'

const mostLines = 200
const mostInLine = 2_000

/** Line by line, so that breaks stay and nothing else of its shape does. */
const linesOf = (text: string) => text.split(/\r\n|\r|\n/).slice(0, mostLines)
const plainLines = (text: string) =>
  linesOf(text)
    .map((line) => plain(line, mostInLine))
    .join('\n')
const htmlLines = (text: string) =>
  linesOf(text)
    .map((line) => forHtml(line, mostInLine))
    .join('<br>')

/** A mail to an address: with words of its own, in no thread of alerts, and with its way out where it is a subscription. */
export function addressedMail(message: Message, words: MailWords): MailContent {
  const host = new URL(message.baseUrl).hostname
  return {
    subject: plain(words.subject, 180),
    text: textOf(message, words),
    html: htmlOf(message, words),
    messageId: `<${message.outboxId}@${host}>`,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'X-Earshot-Message': message.outboxId,
      ...(words.unsubscribeUrl !== null && {
        'List-Id': `Status of your calls <status.${host}>`,
        'List-Unsubscribe': `<${words.unsubscribeUrl}>`,
      }),
      ...(message.possibleRepeat ? { 'X-Earshot-Possible-Repeat': 'yes' } : {}),
    },
  }
}

function textOf(message: Message, words: MailWords): string {
  const parts = [
    plain(words.heading),
    ...words.paragraphs.map(plainLines),
    words.link && `${words.link.label}: ${words.link.url}`,
    `Why you get this: ${plain(words.why)}.`,
    words.unsubscribeUrl && `No more of these mails: ${words.unsubscribeUrl}`,
    message.possibleRepeat ? `This is a ${repeatWords}: it may have arrived before.` : null,
  ]
  return `${parts.filter((part) => part !== null).join('\n\n')}\n`
}

const page = 'font:14px/20px system-ui,sans-serif;color:#0b0f14;max-width:640px;margin:0 auto;padding:16px'
const button =
  'display:inline-block;padding:10px 16px;border:1px solid #0b0f14;border-radius:6px;text-decoration:none;color:#0b0f14'
const small = 'color:#56606b;font-size:12px'

function htmlOf(message: Message, { heading, paragraphs, link, why, unsubscribeUrl }: MailWords): string {
  return [
    `<!doctype html><html lang="en"><body style="${page}">`,
    `<h1 style="font-size:18px;line-height:26px">${forHtml(heading)}</h1>`,
    ...paragraphs.map((text) => `<p>${htmlLines(text)}</p>`),
    link ? `<p><a style="${button}" href="${forHtml(link.url, 2_000)}">${forHtml(link.label)}</a></p>` : '',
    `<p style="${small}">Why you get this: ${forHtml(why)}.`,
    message.possibleRepeat ? ` This is a ${repeatWords}: it may have arrived before.` : '',
    unsubscribeUrl ? ` <a href="${forHtml(unsubscribeUrl, 2_000)}">No more of these mails</a>` : '',
    '</p></body></html>',
  ].join('')
}
