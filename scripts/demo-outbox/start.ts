import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { startHttpFake } from '#lib/notifications/fakes/http-fake.server.ts'
import { startSmtpFake } from '#lib/notifications/fakes/smtp-fake.server.ts'
import { type DemoSlack, demoSlack } from '../../prisma/seed-alerting.ts'
import { collectHttp, collectMail, emptyOutbox, type Outbox } from './collect.ts'
import { page } from './page.ts'
import { messageHtml } from './shown.ts'

/**
 * The demo's outbox: a real mail server and a stand-in for Slack on this machine, and a page that shows what they got.
 * Its buttons answer Earshot as Slack would, signed.
 */
export type DemoOutbox = { url: string; slackApiUrl: string; smtpUrl: string; stop(): Promise<void> }

type Asking = { engineUrl: () => string; secrets: () => DemoSlack }

export async function startDemoOutbox(port: number, asking: Asking): Promise<DemoOutbox> {
  const outbox = emptyOutbox()
  let count = 0
  const http = await startHttpFake({
    onArrival: (arrival) => {
      count++
      collectHttp(outbox, arrival, `1764064800.${String(count).padStart(6, '0')}`, demoSlack.channelName)
    },
  })
  const mail = await startSmtpFake({ onArrival: (arrival) => collectMail(outbox, arrival) })
  const mailPort = Number(new URL(mail.url).port)
  const server = createServer((req, res) => {
    answer(req, res, { outbox, asking, mailPort }).catch(() => {
      if (!res.headersSent) res.writeHead(500)
      res.end('This did not work.')
    })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://localhost:${port}`,
    slackApiUrl: `${http.url}/api/`,
    smtpUrl: mail.url,
    async stop() {
      server.closeAllConnections()
      server.close()
      await http.stop()
      await mail.stop()
    },
  }
}

type Place = { outbox: Outbox; asking: Asking; mailPort: number }

async function answer(req: IncomingMessage, res: ServerResponse, { outbox, asking, mailPort }: Place) {
  const url = new URL(req.url ?? '/', 'http://localhost')
  const html = (text: string) => res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(text)
  if (url.pathname === '/press' && req.method === 'POST') {
    // a page from elsewhere must not press for whoever runs the demo
    if (req.headers['sec-fetch-site'] !== 'same-origin') return res.writeHead(403).end('Only from this page.')
    return res
      .writeHead(200, { 'content-type': 'text/plain; charset=utf-8' })
      .end(await press(req, outbox, asking))
  }
  if (url.pathname === '/messages') {
    const way = url.searchParams.get('way')
    const shown = outbox.messages.filter((one) => way === null || way === 'All' || one.way === way)
    return html(shown.slice(0, 50).map(messageHtml).join('') || '<p class="empty">Nothing yet.</p>')
  }
  return url.pathname === '/' ? html(page(mailPort)) : res.writeHead(404).end('not found')
}

/** What Slack sends when somebody clicks: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
async function press(req: IncomingMessage, outbox: Outbox, { engineUrl, secrets }: Asking): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  const asked = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<
    'message' | 'action' | 'value',
    string
  >
  const known = outbox.slackOf.get(asked.message)
  const payload = JSON.stringify({
    type: 'block_actions',
    team: { id: demoSlack.teamId },
    user: { id: demoSlack.userId, username: 'otto' },
    channel: { id: known?.channel ?? demoSlack.slackChannel },
    message: { ts: known?.ts ?? '' },
    actions: [{ type: 'button', action_id: asked.action, value: asked.value }],
  })
  const body = `payload=${encodeURIComponent(payload)}`
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', secrets().signingSecret)
    .update(`v0:${timestamp}:${body}`)
    .digest('hex')
  const reply = await fetch(`${engineUrl()}/intake/slack/${demoSlack.channelId}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  })
  const said = (await reply.text()).slice(0, 400)
  const words = /"text"\s*:\s*"([^"]*)"/.exec(said)?.[1]
  if (!reply.ok) return `Earshot answered ${reply.status}: ${words ?? said}`
  return words ?? 'Done. The message changes in a moment.'
}
