import type { Metadata } from 'next'
import { AlertsScreen } from '#components/alerting/inbox/alerts-screen.tsx'
import { ownAddress } from '../../../own-address.ts'
import { requireMember } from '../../../require-member.ts'

type Asked = {
  params: Promise<{ alertId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const metadata: Metadata = { title: 'Alerts' }

export default async function OneAlertPage({ params, searchParams }: Asked) {
  const { alertId } = await params
  const address = ownAddress(`/alerts/${encodeURIComponent(alertId)}`, await searchParams)
  const { id, name } = await requireMember('alert:read', address)
  return <AlertsScreen me={{ memberId: id, name }} />
}
