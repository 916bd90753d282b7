import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { memberById } from '#lib/access/member-by-id.server.ts'
import { signToken } from '#lib/access/signed-token.server.ts'
import { pool } from '#lib/db/pools.server.ts'
import { env } from '#lib/env.server.ts'
import { readBody } from '#lib/telemetry/read-body.server.ts'
import { postJson } from '../channels/call-outside.server.ts'
import { openSecrets } from '../channels/secrets.server.ts'
import { isSlackWebhook } from '../channels/slack-webhook.server.ts'
import { type Click, readClick } from './click.ts'
import { doClicked } from './do-clicked.server.ts'
import { findClickedChannel, findLinkedMember } from './store.server.ts'
import { isSignedBySlack } from './verify-click.server.ts'

const path = /^\/intake\/slack\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/
const linkForMs = 60 * 60_000

export type SlackClicks = {
  /** True: the request was one of these, and is answered. */
  handle: (req: IncomingMessage, res: ServerResponse) => boolean
  /** Resolves when every click that was answered is also done. */
  settled: () => Promise<void>
}

/**
 * Clicks on the buttons of our Slack messages, at `/intake/slack/<channel>`. Slack waits three seconds: it is answered as
 * soon as the signature is checked, and what was clicked is done afterwards. The message itself is edited by the sender.
 */
export function createSlackClicks(deps: { now: () => Date; onError: (error: unknown) => void }): SlackClicks {
  const underWay = new Set<Promise<void>>()
  const track = (work: Promise<void>) => {
    const done = work.catch(deps.onError).finally(() => underWay.delete(done))
    underWay.add(done)
  }
  return {
    handle(req, res) {
      const channelId = path.exec(req.url?.split('?', 1)[0] ?? '')?.[1]
      if (channelId === undefined) return false
      if (req.method !== 'POST') return answer(res, 405)
      readBody(req, (body, problem) => {
        if (body === null) answer(res, problem === 'overloaded' ? 503 : 413)
        else track(take(channelId, req, res, body.toString('utf8'), deps.now()))
      })
      return true
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

function answer(res: ServerResponse, status: number): true {
  res.writeHead(status, { 'content-type': 'text/plain', 'cache-control': 'no-store' }).end()
  return true
}

async function take(channelId: string, req: IncomingMessage, res: ServerResponse, body: string, now: Date) {
  const channel = await findClickedChannel(pool('ingest'), channelId).catch((error: unknown) => {
    answer(res, 503)
    throw error
  })
  const secret = channel && openSecrets(channel.sealed, { ...channel, channelId })?.signingSecret
  const timestamp = req.headers['x-slack-request-timestamp']
  const signature = req.headers['x-slack-signature']
  const signed =
    secret &&
    isSignedBySlack(
      { timestamp: String(timestamp), signature: String(signature), body },
      secret,
      now.getTime(),
    )
  if (!signed) return void answer(res, 401) // an unknown channel and a wrong signature look alike
  answer(res, 200)
  const click = readClick(body)
  if (!click || (channel.teamId !== '' && channel.teamId !== click.teamId)) return
  const said = await act(click, now)
  if (said !== null) await sayBack(click, said, now)
}

async function act(click: Click, now: Date): Promise<string | null> {
  const memberId = await findLinkedMember(pool('ingest'), click.teamId, click.userId)
  if (memberId === null)
    return `Link your Earshot account first, and it is done: <${linkUrl(click, now)}|link my account>`
  const member = await memberById(memberId)
  if (member === null) return 'Your Earshot account is not active any more.'
  return doClicked(member, click, randomUUID(), now)
}

/** Carries what was clicked, so that linking also does it. */
function linkUrl({ teamId, userId, verb, alertId }: Click, now: Date): string {
  const expires = new Date(now.getTime() + linkForMs)
  const token = signToken('link a Slack account', { t: teamId, u: userId, v: verb, a: alertId }, expires)
  return `${env().EARSHOT_URL}/settings/notifications?link=${token}`
}

/** Seen by the person who clicked alone. The address is Slack's, or none. */
async function sayBack({ responseUrl }: Click, text: string, now: Date): Promise<void> {
  if (!isSlackReply(responseUrl)) return
  await postJson(
    responseUrl,
    JSON.stringify({ response_type: 'ephemeral', replace_original: false, text }),
    now.getTime(),
  )
}

const isSlackReply = (url: string) =>
  isSlackWebhook(url) || /^https:\/\/hooks\.slack(-gov)?\.com\/actions\/\S+$/.test(url)
