import { CustomerShell } from '#components/shell/customer-shell.tsx'
import { currentMember } from '../require-member.ts'

/** The frame around a customer's pages; each page asks for itself who may see it. */
export default async function CustomerLayout({ children }: { children: React.ReactNode }) {
  const member = await currentMember()
  if (!member) return children
  const { name, email, role } = member
  return <CustomerShell member={{ name, email, role }}>{children}</CustomerShell>
}
