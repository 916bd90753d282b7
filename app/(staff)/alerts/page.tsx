import type { Metadata } from 'next'
import { AlertsScreen } from '#components/alerting/inbox/alerts-screen.tsx'
import { ownAddress } from '../../own-address.ts'
import { requireMember } from '../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Alerts' }

export default async function AlertsPage({ searchParams }: Asked) {
  const { id, name } = await requireMember('alert:read', ownAddress('/alerts', await searchParams))
  return <AlertsScreen me={{ memberId: id, name }} />
}
