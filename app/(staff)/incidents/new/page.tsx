import type { Metadata } from 'next'
import { NewIncidentForm } from '#components/incidents/open/new-incident-form.tsx'
import { ownAddress } from '../../../own-address.ts'
import { requireMember } from '../../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Open an incident' }

export default async function NewIncidentPage({ searchParams }: Asked) {
  await requireMember('incident:act', ownAddress('/incidents/new', await searchParams))
  return <NewIncidentForm />
}
