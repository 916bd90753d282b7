'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { ChannelKind, ChannelView } from '#lib/notifications/contract.ts'
import { Skeleton } from '../shared/loaded.tsx'
import { EditorHead } from '../shared/page-head.tsx'
import { settingsHref } from '../shared/settings-address.ts'
import { useRights, whyNot } from '../shared/use-rights.ts'
import type { Saved } from '../shared/use-save.ts'
import { ChannelForm } from './channel-form.tsx'
import { channelKindWords } from './channel-sentence.ts'
import { ChannelStatus } from './channel-status.tsx'
import { ChannelTest } from './channel-test.tsx'
import { SigningKeyShown } from './signing-key-shown.tsx'

/** One channel: how it is, a test, and everything that can be set. */
export function ChannelEditor({
  kind,
  stored,
  all,
  engineUrl,
  scoped,
}: {
  kind: ChannelKind
  stored: ChannelView | null
  all: readonly ChannelView[]
  engineUrl: string
  scoped: string | null
}) {
  const rights = useRights()
  const router = useRouter()
  const [signingKey, setSigningKey] = useState<string | null>(null)
  const back = settingsHref('channels', scoped)
  if (!rights) return <Skeleton rows={4} />
  const reason = whyNot(rights, stored !== null && stored.customerId === null)
  const whenSaved = (answer: Saved) => {
    if (answer?.signingKey) return setSigningKey(answer.signingKey)
    const made = stored === null && kind === 'slack' ? idIn(answer) : null
    // A new Slack app still needs the address of this channel: its editor shows it.
    router.push(made ? settingsHref('channels', scoped, { edit: made }) : back)
  }
  return (
    <div className="flex flex-col gap-4">
      <EditorHead
        back={{ label: 'Channels', href: back }}
        title={stored?.name ?? `New channel: ${channelKindWords[kind]}`}
      />
      {signingKey !== null && <SigningKeyShown onDone={() => router.push(back)} signingKey={signingKey} />}
      {signingKey === null && stored && (
        <div className="flex max-w-3xl flex-col gap-3">
          <ChannelStatus channel={stored} />
          {!stored.disabled && <ChannelTest channelId={stored.channelId} reason={reason} />}
        </div>
      )}
      {signingKey === null && (
        <ChannelForm
          all={all}
          engineUrl={engineUrl}
          kind={kind}
          onSaved={whenSaved}
          reason={reason}
          rights={rights}
          scoped={scoped}
          stored={stored}
        />
      )}
    </div>
  )
}

const idIn = (answer: Saved): string | null => {
  const id = answer?.channelId ?? answer?.id
  return typeof id === 'string' ? id : null
}
