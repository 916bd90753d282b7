/** What the demo's outbox shows of one message that arrived. */
export type ShownMessage = {
  id: string
  /** when it arrived, or was last edited */
  at: number
  edited: boolean
  way: 'Slack' | 'Mail' | 'Webhook' | 'PagerDuty'
  /** the channel or the address it went to */
  to: string
  subject: string | null
  /** Slack blocks */
  blocks: readonly Block[]
  /** plain text where there are no blocks */
  text: string
  /** a mail's HTML, shown in a sandbox */
  html: string | null
  /** answers below it */
  thread: readonly { at: number; text: string }[]
}

/** The parts of Slack's Block Kit that Earshot sends. */
export type Block = {
  type: string
  text?: { text: string }
  fields?: readonly { text: string }[]
  elements?: readonly Element[]
}
type Element = {
  type: string
  text?: string | { text: string }
  action_id?: string
  value?: string
  url?: string
  style?: string
}

const escaped: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (one) => escaped[one] ?? one)

/** Slack's own marks: it sends `&lt;` for `<`; links are `<url|words>`. */
export function mrkdwnHtml(text: string): string {
  const links: string[] = []
  const kept = text.replace(/<(https?:\/\/[^|>]+)\|([^>]*)>/g, (_all, url: string, words: string) => {
    links.push(`<a href="${escapeHtml(unescapeSlack(url))}">${escapeHtml(unescapeSlack(words))}</a>`)
    return `\ue000${links.length - 1}\ue000`
  })
  return escapeHtml(unescapeSlack(kept))
    .replace(/\*([^*\n]+)\*/g, '<b>$1</b>')
    .replace(/\b_([^_\n]+)_\b/g, '<i>$1</i>')
    .replace(/`([^`\n]+)`/g, '<code>$1</code>')
    .replace(/\n/g, '<br>')
    .replace(/\ue000(\d+)\ue000/g, (_all, no: string) => links[Number(no)] ?? '')
}

const unescapeSlack = (text: string) =>
  text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')

export function messageHtml(message: ShownMessage): string {
  const body =
    message.blocks.length > 0
      ? message.blocks.map((block) => blockHtml(block, message.id)).join('')
      : message.html === null
        ? `<pre>${escapeHtml(message.text)}</pre>`
        : `<iframe sandbox="allow-popups" title="The mail" srcdoc="${escapeHtml(message.html)}"></iframe>`
  const thread = message.thread.map(({ at, text }) => `<li>${timeHtml(at)} ${mrkdwnHtml(text)}</li>`).join('')
  return `<article data-id="${escapeHtml(message.id)}">
    <header><b>${message.way}</b> <span>to ${escapeHtml(message.to)}</span> ${timeHtml(message.at)}${message.edited ? ' <i>edited</i>' : ''}</header>
    ${message.subject === null ? '' : `<h2>${escapeHtml(message.subject)}</h2>`}
    ${body}${thread ? `<ul class="thread">${thread}</ul>` : ''}
    <p class="reply" role="status"></p></article>`
}

const timeHtml = (at: number) =>
  `<time datetime="${new Date(at).toISOString()}">${new Date(at).toISOString().slice(11, 19)} UTC</time>`

function blockHtml(block: Block, messageId: string): string {
  if (block.type === 'header') return `<h2>${escapeHtml(block.text?.text ?? '')}</h2>`
  if (block.type === 'divider') return '<hr>'
  if (block.type === 'actions')
    return `<div class="actions">${(block.elements ?? []).map((one) => elementHtml(one, messageId)).join('')}</div>`
  if (block.type === 'context')
    return `<p class="context">${(block.elements ?? []).map((one) => mrkdwnHtml(wordsOf(one))).join(' · ')}</p>`
  const fields = (block.fields ?? []).map(({ text }) => `<div>${mrkdwnHtml(text)}</div>`).join('')
  return `${block.text ? `<p>${mrkdwnHtml(block.text.text)}</p>` : ''}${fields ? `<div class="fields">${fields}</div>` : ''}`
}

const wordsOf = ({ text }: Element) => (typeof text === 'string' ? text : (text?.text ?? ''))

function elementHtml(one: Element, messageId: string): string {
  const words = escapeHtml(wordsOf(one))
  if (one.url) return `<a class="button" href="${escapeHtml(one.url)}">${words}</a>`
  return `<button data-message="${escapeHtml(messageId)}" data-action="${escapeHtml(one.action_id ?? '')}" data-value="${escapeHtml(one.value ?? '')}" type="button">${words}</button>`
}
