import { type ChatPostMessageArguments, WebClient } from '@slack/web-api'
import { env } from '#lib/env.server.ts'
import { fetchOutside, OutsideFailed, type OutsideReply } from '#lib/outside/fetch-outside.server.ts'
import { forSlack } from '../messages/plain.ts'
import { type SlackContent, slackContent } from '../messages/slack-blocks.ts'
import { type Failure, failureOfReply, failureOfSlackWord, failureWithoutReply } from '../outbox/classify.ts'
import { reachOfChannels } from './call-outside.server.ts'
import { failed, type Outcome, type Send, type Thread, unusable } from './contract.ts'

/**
 * The Slack app. One message a subject, edited when something changes; who must hear of the change gets a reply in its
 * thread, an escalation one that the whole channel sees.
 */
export const sendSlack: Send = async (message, { settings, secrets, to }, thread) => {
  const { botToken } = secrets
  const channel = to ?? (settings?.kind === 'slack' ? settings.slackChannel : null)
  if (!botToken || !channel) return unusable('its bot token or channel is missing')
  const line = openLine(botToken, message.at)
  const content = slackContent(message, true)
  const known = readThread(thread)
  const over = message.alerts.every(({ state }) => state === 'resolved')
  try {
    // a pause is a remark about one alert of the message, not what the message says now
    if (known && (message.transition === 'paused' || (await edit(line, known, content)))) {
      const reply = replyFor(message.kind, message.transition)
      if (reply)
        await post(
          line,
          known.channel,
          { text: content.text, blocks: replyBlocks(message.reason, content) },
          known.ts,
          reply.loud,
        )
      return taken(
        known,
        message.alerts.every(({ state }) => state === 'resolved'),
      )
    }
    return taken(await post(line, channel, content), over)
  } catch {
    return failed(line.failure())
  }
}

type Known = { channel: string; ts: string }
const readThread = (thread: Thread | null): Known | null =>
  typeof thread?.channel === 'string' && typeof thread.ts === 'string'
    ? { channel: thread.channel, ts: thread.ts }
    : null

const taken = (known: Known, over: boolean): Outcome => ({
  ok: true,
  statusCode: 200,
  answer: 'ok',
  thread: over ? null : known,
})

/** An edit alone rings nowhere: what people must hear of is also said in the thread. */
function replyFor(kind: string, transition: string): { loud: boolean } | null {
  if (kind === 'update' && transition !== 'worsened' && transition !== 'paused') return null
  return { loud: transition !== 'resolved' && transition !== 'paused' }
}

const replyBlocks = (reason: string, { text }: SlackContent) => [
  { type: 'section', text: { type: 'mrkdwn', text: `${text}\n${forSlack(reason)}`, verbatim: true } },
]

/** False: the message is not there any more, or not ours to edit. */
async function edit(
  { client, failure }: Line,
  { channel, ts }: Known,
  content: SlackContent,
): Promise<boolean> {
  try {
    await client.apiCall('chat.update', { channel, ts, ...content, parse: 'none', link_names: false })
    return true
  } catch (error) {
    if (/message_not_found|cant_update_message|edit_window_closed|channel_not_found/.test(failure().answer))
      return false
    throw error
  }
}

async function post(
  { client }: Line,
  channel: string,
  content: SlackContent,
  thread_ts?: string,
  loud = false,
): Promise<Known> {
  const asked = {
    channel,
    ...content,
    parse: 'none',
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
    ...(thread_ts ? { thread_ts, reply_broadcast: loud } : {}),
  }
  const said = await client.chat.postMessage(asked as unknown as ChatPostMessageArguments)
  return { channel: said.channel ?? channel, ts: thread_ts ?? said.ts ?? '' }
}

type Line = { client: WebClient; failure: () => Failure }

/** Slack's own client over the one client of ours; it never tries again by itself. */
function openLine(botToken: string, at: number): Line {
  let reply: OutsideReply | null = null
  let broken: OutsideFailed | null = null
  const client = new WebClient(botToken, {
    slackApiUrl: env().EARSHOT_SLACK_API_URL,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: silent,
    fetch: async (url, init) => {
      try {
        const body = typeof init?.body === 'string' ? init.body : ''
        reply = await fetchOutside({
          url: String(url),
          headers: init?.headers,
          body,
          reach: reachOfChannels(),
        })
        return asResponse(reply, String(url))
      } catch (error) {
        if (error instanceof OutsideFailed) broken = error
        throw error
      }
    },
  })
  return { client, failure: () => failureOf(reply, broken, at) }
}

function failureOf(reply: OutsideReply | null, broken: OutsideFailed | null, at: number): Failure {
  if (broken) return failureWithoutReply(broken)
  if (!reply) return failureOfSlackWord('nothing was asked', null)
  const failure = failureOfReply(reply, at)
  if (failure) return failure
  const word = /"error"\s*:\s*"([a-z_]{2,60})"/.exec(reply.body)?.[1] ?? ''
  return failureOfSlackWord(word, reply.status)
}

function asResponse({ status, headers, body }: OutsideReply, url: string) {
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText: '',
    url,
    headers: new Headers(headers),
    arrayBuffer: async () => new TextEncoder().encode(body).buffer as ArrayBuffer,
    json: async (): Promise<unknown> => JSON.parse(body),
    text: async () => body,
  }
}

const nothing = () => undefined
const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => 'error' as never,
  setName: nothing,
}
