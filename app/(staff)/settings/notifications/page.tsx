import type { Metadata } from 'next'
import { MyNotificationsPage } from '#components/notifications/personal/my-notifications-page.tsx'
import { ownAddress } from '../../../own-address.ts'
import { requireMember } from '../../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'My notifications' }

export default async function Page({ searchParams }: Asked) {
  await requireMember('self:write', ownAddress('/settings/notifications', await searchParams))
  return <MyNotificationsPage />
}
