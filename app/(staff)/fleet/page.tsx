import type { Metadata } from 'next'
import { FleetPage } from '#components/fleet/fleet-page.tsx'
import { requireMember } from '../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Shared causes' }

export default async function SharedCausesPage({ searchParams }: Asked) {
  const asked = Object.entries(await searchParams).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  const query = new URLSearchParams(asked).toString()
  await requireMember('fleet:read', query ? `/fleet?${query}` : '/fleet')
  return <FleetPage />
}
