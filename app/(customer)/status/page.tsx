import type { Metadata } from 'next'
import { ChooseCustomer } from '#components/status/choose-customer.tsx'
import { PreviewNotice } from '#components/status/preview-notice.tsx'
import { StatusView } from '#components/status/status-view.tsx'
import { readMe } from '#lib/access/read-me.server.ts'
import { readStatus } from '#lib/status-pages/read-status.server.ts'
import { askedFor, foundOrNot, type SearchParams } from './status-page.ts'

export const metadata: Metadata = { title: 'Status' }

export default async function StatusPage({ searchParams }: { searchParams: SearchParams }) {
  const { member, isStaff, customerId } = await askedFor('/status', searchParams)
  if (isStaff && customerId === null) return <ChooseCustomer customers={(await readMe(member)).customers} />
  const status = await foundOrNot(readStatus(member, customerId, new Date()))
  return (
    <>
      {isStaff && <PreviewNotice customerName={status.customerName} />}
      <StatusView customerId={customerId} initial={status} />
    </>
  )
}
