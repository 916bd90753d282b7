import type { Metadata } from 'next'
import { DeliveriesPage } from '#components/notifications/deliveries/deliveries-page.tsx'
import { ownAddress } from '../../../own-address.ts'
import { requireMember } from '../../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Deliveries' }

export default async function Page({ searchParams }: Asked) {
  await requireMember('notification:read', ownAddress('/settings/deliveries', await searchParams))
  return <DeliveriesPage />
}
