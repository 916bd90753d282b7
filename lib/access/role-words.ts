import type { Role } from './member.ts'

/** How roles are called, and what each may do, in one line. */
export const roleWords: Record<Role, { name: string; means: string }> = {
  operator: { name: 'Operator', means: 'watches calls, acts on alerts, works on incidents' },
  manager: { name: 'Manager', means: 'also writes rules, routes and reports, and reads the trail' },
  admin: { name: 'Administrator', means: 'sees all customers, and decides who may sign in' },
  customer: { name: 'Viewer', means: 'reads the status page of one customer' },
  owner: { name: 'Owner', means: 'reads the status page of one customer and invites its viewers' },
}
