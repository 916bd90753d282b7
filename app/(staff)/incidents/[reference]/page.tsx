import type { Metadata } from 'next'
import { IncidentScreen } from '#components/incidents/detail/incident-screen.tsx'
import { can } from '#lib/access/rights.ts'
import { ownAddress } from '../../../own-address.ts'
import { requireMember } from '../../../require-member.ts'

type Asked = {
  params: Promise<{ reference: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Asked): Promise<Metadata> {
  const { reference } = await params
  return { title: decodeURIComponent(reference) }
}

export default async function IncidentPage({ params, searchParams }: Asked) {
  const reference = decodeURIComponent((await params).reference)
  const address = ownAddress(`/incidents/${encodeURIComponent(reference)}`, await searchParams)
  const { id, name, role } = await requireMember('incident:read', address)
  return (
    <IncidentScreen
      key={reference}
      mayAct={can(role, 'incident:act')}
      me={{ memberId: id, name }}
      reference={reference}
    />
  )
}
