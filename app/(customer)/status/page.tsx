import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ChooseCustomer } from '#components/status/choose-customer.tsx'
import { PreviewNotice } from '#components/status/preview-notice.tsx'
import { StatusView } from '#components/status/status-view.tsx'
import { isCustomerRole, type Member } from '#lib/access/member.ts'
import { readMe } from '#lib/access/read-me.server.ts'
import { Refused } from '#lib/errors.ts'
import { readStatus } from '#lib/status-pages/read-status.server.ts'
import { requireMember } from '../../require-member.ts'

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Status' }

export default async function StatusPage({ searchParams }: Asked) {
  const { customer } = await searchParams
  const asked = typeof customer === 'string' ? customer : null
  const member = await requireMember('status:read', asked ? `/status?customer=${asked}` : '/status')
  const isStaff = !isCustomerRole(member.role)
  if (isStaff && asked === null) return <ChooseCustomer customers={(await readMe(member)).customers} />
  const status = await statusOrNotFound(member, asked)
  return (
    <>
      {isStaff && <PreviewNotice customerName={status.customerName} />}
      <StatusView customerId={asked} initial={status} />
    </>
  )
}

async function statusOrNotFound(member: Member, customerId: string | null) {
  const status = await readStatus(member, customerId, new Date()).catch((problem: unknown) => {
    if (problem instanceof Refused && problem.code === 'not-found') return null
    throw problem
  })
  return status ?? notFound()
}
