'use client'

import Link from 'next/link'
import { type ChannelKind, channelKinds } from '#lib/notifications/contract.ts'
import { EditorHead } from '../shared/page-head.tsx'
import { settingsHref } from '../shared/settings-address.ts'
import { channelKindWords } from './channel-sentence.ts'

const about: Record<ChannelKind, { does: string; needs: string }> = {
  slack: {
    does: 'One message per alert that updates itself, with Acknowledge and Snooze buttons, escalation in its thread.',
    needs: 'A Slack app of yours: bot token, signing secret.',
  },
  'slack-webhook': {
    does: 'Messages into one Slack channel. No buttons, and a message never changes.',
    needs: 'An incoming webhook’s URL.',
  },
  email: {
    does: 'Text and HTML, one thread per alert, with a link to acknowledge.',
    needs: 'Up to 20 addresses. The mail server is set up with the installation.',
  },
  webhook: {
    does: 'Signed JSON to your own program, as Standard Webhooks describes it.',
    needs: 'An https address.',
  },
  pagerduty: {
    does: 'Triggers, acknowledges and resolves incidents of a PagerDuty service.',
    needs: 'An Events API v2 integration key.',
  },
}

export function ChannelKindPicker({ scoped }: { scoped: string | null }) {
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <EditorHead
        back={{ label: 'Channels', href: settingsHref('channels', scoped) }}
        title="Add a channel"
      />
      <ul className="grid gap-2 sm:grid-cols-2">
        {channelKinds.map((kind) => (
          <li className="flex" key={kind}>
            <Link
              className="flex flex-1 flex-col gap-1 rounded-lg border border-border bg-surface p-4 hover:border-text"
              href={settingsHref('channels', scoped, { new: kind })}
            >
              <span className="font-semibold text-sm">{channelKindWords[kind]}</span>
              <span className="text-ui">{about[kind].does}</span>
              <span className="text-text-2 text-xs">Needs: {about[kind].needs}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
