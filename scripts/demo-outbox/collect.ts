import type { Arrival } from '#lib/notifications/fakes/http-fake.server.ts'
import type { MailArrival } from '#lib/notifications/fakes/smtp-fake.server.ts'
import type { Block, ShownMessage } from './shown.ts'

/** Messages as they arrive: Slack's edits change the message they are about, replies stand below it. */
export type Outbox = { messages: ShownMessage[]; slackOf: Map<string, { channel: string; ts: string }> }

const mostKept = 300

export const emptyOutbox = (): Outbox => ({ messages: [], slackOf: new Map() })

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
const blocksOf = (value: unknown) => (Array.isArray(value) ? (value as Block[]) : [])

function add(outbox: Outbox, message: ShownMessage) {
  outbox.messages.unshift(message)
  outbox.messages.length = Math.min(outbox.messages.length, mostKept)
}

const plain = { edited: false, subject: null, blocks: [], html: null, thread: [] }

/** `ts` is what the stand-in answered with. */
export function collectHttp(outbox: Outbox, arrival: Arrival, ts: string, slackChannelName: string): void {
  const { path, body, at } = arrival
  if (path.startsWith('/api/chat.')) {
    collectSlack(outbox, arrival, ts, slackChannelName)
    return
  }
  const way = path.startsWith('/v2/enqueue') ? 'PagerDuty' : 'Webhook'
  const text = JSON.stringify(body, null, 2)
  add(outbox, { ...plain, id: `http-${ts}`, at, way, to: path, subject: textOf(body.type) || null, text })
}

function collectSlack(outbox: Outbox, { path, body, at }: Arrival, ts: string, name: string) {
  const text = textOf(body.text)
  const blocks = blocksOf(body.blocks)
  const about = textOf(body.ts) || textOf(body.thread_ts)
  const known = outbox.messages.find(({ id }) => id === `slack-${about}`)
  if (path.startsWith('/api/chat.update') && known)
    return void Object.assign(known, { text, blocks, at, edited: true })
  if (textOf(body.thread_ts) !== '' && known)
    return void Object.assign(known, { thread: [...known.thread, { at, text: threadText(blocks, text) }] })
  const own = about || ts
  outbox.slackOf.set(`slack-${own}`, { channel: textOf(body.channel), ts: own })
  add(outbox, { ...plain, id: `slack-${own}`, at, way: 'Slack', to: name, blocks, text })
}

const threadText = (blocks: readonly Block[], text: string) =>
  blocks.map((block) => block.text?.text ?? '').find((words) => words !== '') ?? text

export function collectMail(outbox: Outbox, { to, mail, at }: MailArrival): void {
  const id = `mail-${at}-${outbox.messages.length}`
  const html = typeof mail.html === 'string' ? mail.html : null
  add(outbox, {
    ...plain,
    id,
    at,
    way: 'Mail',
    to: to.join(', '),
    subject: mail.subject ?? null,
    text: mail.text ?? '',
    html,
  })
}
