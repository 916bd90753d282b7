'use client'

import type { ChannelKind } from '#lib/notifications/contract.ts'
import { CopyLine } from '../shared/copy-line.tsx'

/** What to create on the other side, step by step, in the words that stand there. */
export function ChannelGuide({
  kind,
  channelId,
  engineUrl,
}: {
  kind: ChannelKind
  channelId: string | null
  engineUrl: string
}) {
  const steps = guideOf(kind, channelId, engineUrl)
  return (
    <details
      className="rounded-lg border border-border bg-surface p-4"
      open={channelId === null || kind === 'slack'}
    >
      <summary className="text-base font-semibold">{titles[kind]}</summary>
      <ol className="mt-3 flex list-decimal flex-col gap-2 pl-5 text-ui marker:text-text-3">
        {steps.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
      </ol>
    </details>
  )
}

const titles: Record<ChannelKind, string> = {
  slack: 'What to create in Slack',
  'slack-webhook': 'What to create in Slack',
  email: 'What to know about the mail',
  webhook: 'What your program does',
  pagerduty: 'What to create in PagerDuty',
}

type Step = { key: string; text: React.ReactNode }
const step = (key: string, text: React.ReactNode): Step => ({ key, text })

function guideOf(kind: ChannelKind, channelId: string | null, engineUrl: string): Step[] {
  if (kind === 'slack') return slackSteps(channelId, engineUrl)
  if (kind === 'slack-webhook') return webhookSteps
  if (kind === 'email') return mailSteps
  return kind === 'pagerduty' ? pagerdutySteps : signedSteps
}

const slackSteps = (channelId: string | null, engineUrl: string): Step[] => [
  step(
    'app',
    <>
      On api.slack.com/apps choose “Create New App”, “From scratch”, and your workspace. One app serves all
      channels.
    </>,
  ),
  step(
    'scope',
    <>
      Under “OAuth & Permissions” add the bot scope <Code>chat:write</Code>, then “Install to Workspace”. The
      bot token below begins with <Code>xoxb-</Code>.
    </>,
  ),
  step(
    'clicks',
    <>
      Under “Interactivity & Shortcuts” turn it on, and paste this as Request URL, so that Acknowledge and
      Snooze work:
      {channelId ? (
        <CopyLine label="Request URL" text={`${engineUrl}/intake/slack/${channelId}`} />
      ) : (
        <span className="block text-text-2">the address is shown here once the channel is added.</span>
      )}
    </>,
  ),
  step('secret', <>The signing secret stands under “Basic Information”, “App Credentials”.</>),
  step(
    'invite',
    <>
      In the channel type <Code>/invite @your-app</Code>, then send a test from here.
    </>,
  ),
]

const webhookSteps = [
  step('app', <>On api.slack.com/apps create an app, or open the one you have.</>),
  step(
    'hook',
    <>Under “Incoming Webhooks” turn them on, “Add New Webhook to Workspace”, and choose the channel.</>,
  ),
  step('url', <>Copy the URL into the field below, save, and send a test.</>),
]
const mailSteps = [
  step(
    'relay',
    <>Mail leaves through the SMTP server of this installation. When none is set up, the test says so.</>,
  ),
  step('thread', <>All mails about one alert form one thread; let your filters keep them together.</>),
  step(
    'ack',
    <>The link to acknowledge leads to a page that asks once more: mail scanners open links too.</>,
  ),
]
const signedSteps = [
  step('take', <>Take POST requests with JSON on an https address, and answer 2xx within 10 seconds.</>),
  step(
    'check',
    <>
      Check <Code>webhook-id</Code>, <Code>webhook-timestamp</Code> and <Code>webhook-signature</Code> with
      the signing key, as Standard Webhooks describes it. Libraries exist for most languages.
    </>,
  ),
  step('once', <>The id stays the same when a message is sent again: treat a known one as done.</>),
]
const pagerdutySteps = [
  step(
    'service',
    <>In PagerDuty open the service that pages the right people, “Integrations”, “Add an integration”.</>,
  ),
  step('v2', <>Choose “Events API V2”, and copy the integration key into the field below.</>),
  step(
    'dedup',
    <>Each alert here is one incident there; acknowledging and resolving here does it there too.</>,
  ),
]

function Code({ children }: { children: React.ReactNode }) {
  return <code className="rounded bg-raised px-1 font-mono text-xs">{children}</code>
}
