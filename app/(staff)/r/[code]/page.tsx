import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { ReportedMoments } from '#components/sessions/reported-moments.tsx'
import { addressOfMoment, reportCodeSchema } from '#lib/sessions/annotations/contract.ts'
import { openReportCode } from '#lib/sessions/report-codes/report-codes.server.ts'
import { requireMember } from '../../../require-member.ts'

export const metadata: Metadata = { title: 'Report code' }

/** Opens the moment of the call that a user's code names. Only a code that was drawn twice asks which one. */
export default async function ReportCodePage({ params }: { params: Promise<{ code: string }> }) {
  const { code } = await params
  const member = await requireMember('session:read', `/r/${encodeURIComponent(code)}`)
  const asked = reportCodeSchema.safeParse(safeDecode(code))
  if (!asked.success) notFound()
  const found = await openReportCode(member.scope, asked.data, Date.now())
  if (!found) notFound()
  if (found.others.length === 0) redirect(addressOfMoment(found))
  return <ReportedMoments code={found.code} moments={[found, ...found.others]} />
}

/** Next hands the segment over as it stands in the address. */
function safeDecode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return ''
  }
}
