'use client'

import { useSearchParams } from 'next/navigation'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { type ChannelKind, channelKinds } from '#lib/notifications/contract.ts'
import { useCollection } from '../shared/collection.ts'
import { channels } from '../shared/collections.ts'
import { EmptyNote, Loaded } from '../shared/loaded.tsx'
import { ChannelEditor } from './channel-editor.tsx'
import { ChannelKindPicker } from './channel-kind-picker.tsx'
import { ChannelList } from './channel-list.tsx'

/** Where messages go. One address for the list, the choice of a kind and each editor. */
export function ChannelsPage({ engineUrl }: { engineUrl: string }) {
  const query = useSearchParams()
  const scoped = useScopedCustomer()
  const list = useCollection(channels, 15_000)
  const edited = query.get('edit')
  const asked = query.get('new')
  const kind = channelKinds.find((one) => one === asked)
  if (asked !== null && !kind) return <ChannelKindPicker scoped={scoped} />
  if (edited === null && !kind) return <ChannelList list={list} scoped={scoped} />
  return (
    <Loaded query={list} rows={4}>
      {(all) => {
        const stored = all.find(({ channelId }) => channelId === edited) ?? null
        if (edited !== null && !stored)
          return <EmptyNote title="No such channel">It was removed, or it is not yours to see.</EmptyNote>
        const shown: ChannelKind = stored?.settings.kind ?? kind ?? 'email'
        return (
          <ChannelEditor
            all={all}
            engineUrl={engineUrl}
            key={edited ?? shown}
            kind={shown}
            scoped={scoped}
            stored={stored}
          />
        )
      }}
    </Loaded>
  )
}
