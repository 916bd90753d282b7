import type { Metadata } from 'next'
import { TokensPage } from '#components/access/tokens/tokens-page.tsx'
import { requireMember } from '../../../require-member.ts'

export const metadata: Metadata = { title: 'Tokens for programs' }

export default async function Page() {
  const { role } = await requireMember('token:own', '/settings/tokens')
  return <TokensPage role={role} />
}
