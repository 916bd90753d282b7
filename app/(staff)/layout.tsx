import { StaffShell } from '#components/shell/staff-shell.tsx'
import { readMe } from '#lib/access/read-me.server.ts'
import { can } from '#lib/access/rights.ts'
import { env } from '#lib/env.server.ts'
import { currentMember } from '../require-member.ts'

/** The shell around staff pages. It refuses nobody: each page asks for itself and knows its own address. */
export default async function StaffLayout({ children }: { children: React.ReactNode }) {
  const member = await currentMember()
  if (!member || !can(member.role, 'session:read')) return children
  const { name, email, role, customers } = await readMe(member)
  return (
    <StaffShell customers={customers} engineUrl={env().EARSHOT_ENGINE_URL} member={{ name, email, role }}>
      {children}
    </StaffShell>
  )
}
