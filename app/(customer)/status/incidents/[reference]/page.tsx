import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { IncidentCard } from '#components/status/incidents/incident-card.tsx'
import { PreviewNotice } from '#components/status/preview-notice.tsx'
import { withCustomer } from '#components/status/status-links.ts'
import { readStatusIncident } from '#lib/status-pages/page/read-incident.server.ts'
import { askedFor, foundOrNot, type SearchParams } from '../../status-page.ts'

export const metadata: Metadata = { title: 'Incident' }
type Asked = { params: Promise<{ reference: string }>; searchParams: SearchParams }

export default async function StatusIncidentPage({ params, searchParams }: Asked) {
  const given = (await params).reference
  const { member, isStaff, customerId } = await askedFor(`/status/incidents/${given}`, searchParams)
  if (isStaff && customerId === null) redirect('/status')
  const reference = decodeURIComponent(given)
  const read = await foundOrNot(readStatusIncident(member, { customerId, reference }, new Date()))
  return (
    <>
      {isStaff && <PreviewNotice customerName={read.customerName} />}
      <p className="mb-2 text-ui text-text-2">{read.customerName}</p>
      <IncidentCard
        componentNames={read.components.map(({ name }) => name)}
        customerId={customerId}
        heading="h1"
        incident={read.incident}
      />
      <p className="no-print mt-4 text-ui">
        <Link
          className="inline-flex min-h-6 items-center underline underline-offset-2"
          href={withCustomer('/status', customerId)}
        >
          Back to the status page
        </Link>
      </p>
    </>
  )
}
