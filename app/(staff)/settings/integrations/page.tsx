import type { Metadata } from 'next'
import { IntegrationsPage } from '#components/alerting/intake/integrations-page.tsx'
import { ownAddress } from '../../../own-address.ts'
import { requireMember } from '../../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Integrations' }

export default async function Page({ searchParams }: Asked) {
  await requireMember('integration:read', ownAddress('/settings/integrations', await searchParams))
  return <IntegrationsPage />
}
