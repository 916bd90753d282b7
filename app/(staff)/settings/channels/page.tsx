import type { Metadata } from 'next'
import { ChannelsPage } from '#components/notifications/channels/channels-page.tsx'
import { env } from '#lib/env.server.ts'
import { ownAddress } from '../../../own-address.ts'
import { requireMember } from '../../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Channels' }

export default async function Page({ searchParams }: Asked) {
  await requireMember('notification:read', ownAddress('/settings/channels', await searchParams))
  return <ChannelsPage engineUrl={env().EARSHOT_ENGINE_URL} />
}
