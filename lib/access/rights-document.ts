import { roles } from './member.ts'
import { type Permission, permissions } from './permissions.ts'
import { can, openRoutes, routes, socketEvents } from './rights.ts'
import type { RouteRight } from './route-right.ts'

const tick = (yes: boolean) => (yes ? 'yes' : '–')
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
const rule = (columns: number) => row(Array.from({ length: columns }, () => '---'))

/** `docs/rights.md`: the matrix for people. A test fails while the file says anything else. */
export function rightsDocument(): string {
  return `${[
    '# Who may do what',
    '',
    'Made from `lib/access/rights.ts` by `node scripts/write-rights.ts`; do not edit. What is not listed is refused.',
    '',
    'Operators, managers and customers reach only the customers they are assigned to (a customer user exactly one);',
    'an admin reaches all. An id outside that answers exactly like one that does not exist.',
    '',
    '## Permissions',
    '',
    row(['permission', 'means', ...roles]),
    rule(2 + roles.length),
    ...permissionRows(),
    '',
    '## Routes',
    '',
    'Nobody signed in: 401. Signed in without the permission: 403. `scope` = rows of the member’s customers only;',
    '`self` = the member’s own rows only; `installation` = no customer’s data, the permission decides.',
    '',
    row(['route', 'permission', 'tenant check', ...roles]),
    rule(3 + roles.length),
    ...routeRows(),
    '',
    '### Open to everyone',
    '',
    ...Object.entries(openRoutes).map(([key, { means }]) => `- \`${key}\`: ${means}`),
    '',
    '## Socket messages',
    '',
    row(['message', 'permission', 'tenant check', ...roles]),
    rule(3 + roles.length),
    ...Object.entries(socketEvents).map(([event, { permission, tenant }]) =>
      row([`\`${event}\``, permission, tenant, ...ticks(permission)]),
    ),
  ].join('\n')}\n`
}

const ticks = (permission: Permission) => roles.map((role) => tick(can(role, permission)))

function permissionRows(): string[] {
  return (Object.keys(permissions) as Permission[]).map((name) =>
    row([`\`${name}\``, permissions[name].means, ...ticks(name)]),
  )
}

function routeRows(): string[] {
  return (Object.entries(routes) as [string, RouteRight][]).map(([key, { permission, tenant }]) =>
    row([`\`${key}\``, permission, tenant, ...ticks(permission)]),
  )
}
