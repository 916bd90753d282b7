import { redirect } from 'next/navigation'
import { can } from '#lib/access/rights.ts'
import { currentMember } from './require-member.ts'

/** The entrance: staff to the wall, customers to their status. */
export default async function Entrance() {
  const member = await currentMember()
  if (!member) redirect('/sign-in')
  redirect(can(member.role, 'session:read') ? '/live' : '/status')
}
