import type { Metadata } from 'next'
import { RoutingPage } from '#components/notifications/routing/routing-page.tsx'
import { ownAddress } from '../../../own-address.ts'
import { requireMember } from '../../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Routing' }

export default async function Page({ searchParams }: Asked) {
  await requireMember('notification:read', ownAddress('/settings/routing', await searchParams))
  return <RoutingPage />
}
