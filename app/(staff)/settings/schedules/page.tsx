import type { Metadata } from 'next'
import { SchedulesPage } from '#components/notifications/schedules/schedules-page.tsx'
import { ownAddress } from '../../../own-address.ts'
import { requireMember } from '../../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Schedules' }

export default async function Page({ searchParams }: Asked) {
  await requireMember('notification:read', ownAddress('/settings/schedules', await searchParams))
  return <SchedulesPage />
}
