'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import Link from 'next/link'
import { buttonClass } from '#components/ui/button.tsx'
import type { ChannelView } from '#lib/notifications/contract.ts'
import { EmptyNote, Loaded, ReasonNote } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { settingsHref } from '../shared/settings-address.ts'
import { isInScope, useCustomers } from '../shared/use-customers.ts'
import { useRights, whyNot } from '../shared/use-rights.ts'
import { ChannelRow } from './channel-row.tsx'

/** Broken ones first, disabled ones last; otherwise by name. */
const rank = ({ disabled, brokenAt }: ChannelView) => (disabled ? 2 : brokenAt !== null ? 0 : 1)

export function ChannelList({
  list,
  scoped,
}: {
  list: UseQueryResult<ChannelView[]>
  scoped: string | null
}) {
  const rights = useRights()
  const { nameOf } = useCustomers()
  const reason = rights ? whyNot(rights, false) : null
  const add = settingsHref('channels', scoped, { new: 'choose' })
  return (
    <div className="flex flex-col gap-4">
      <PageHead action={rights?.mayWrite ? { label: 'Add a channel', href: add } : null} title="Channels">
        Where messages go. Test each one: the answer of the far end is shown as it came.
      </PageHead>
      {reason && <ReasonNote>{reason}</ReasonNote>}
      <Loaded query={list}>
        {(all) => {
          const shown = all
            .filter(({ customerId }) => isInScope(customerId, scoped))
            .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
          if (shown.length === 0) return <NoChannels add={rights?.mayWrite ? add : null} />
          return (
            <ul aria-label="Channels" className="flex flex-col gap-2">
              {shown.map((channel) => (
                <ChannelRow
                  channel={channel}
                  key={channel.channelId}
                  rights={rights}
                  scoped={scoped}
                  whose={nameOf(channel.customerId)}
                />
              ))}
            </ul>
          )
        }}
      </Loaded>
    </div>
  )
}

function NoChannels({ add }: { add: string | null }) {
  return (
    <EmptyNote
      action={
        add && (
          <Link className={buttonClass('primary')} href={add}>
            Add a channel
          </Link>
        )
      }
      title="No channel yet"
    >
      Until there is one, alerts are only seen by who looks at this screen. Start with the e-mail list of your
      team, then add Slack: it can be acknowledged from there.
    </EmptyNote>
  )
}
