import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { MonthView } from '#components/status/month/month-view.tsx'
import { PreviewNotice } from '#components/status/preview-notice.tsx'
import { readStatusMonth } from '#lib/status-pages/page/read-month.server.ts'
import { askedFor, foundOrNot, type SearchParams } from '../status-page.ts'

export const metadata: Metadata = { title: 'Status history' }
const aMonth = /^20\d{2}-(0[1-9]|1[0-2])$/

export default async function StatusHistoryPage({ searchParams }: { searchParams: SearchParams }) {
  const { member, isStaff, customerId, search } = await askedFor('/status/history', searchParams)
  if (isStaff && customerId === null) redirect('/status')
  const month = aMonth.test(search.month ?? '') ? (search.month ?? null) : null
  const read = await foundOrNot(readStatusMonth(member, { customerId, month }, new Date()))
  return (
    <>
      {isStaff && <PreviewNotice customerName={read.customerName} />}
      <MonthView customerId={customerId} month={read} />
    </>
  )
}
