import type { Role } from './member.ts'

/** What a role may do; see `rights.ts` for how routes use it. */
const staff = ['operator', 'manager', 'admin'] as const
const everyone = ['operator', 'manager', 'admin', 'customer', 'owner'] as const

export const permissions = {
  'self:read': { roles: everyone, means: 'read one’s own name, role and sign-ins' },
  'self:write': { roles: everyone, means: 'sign out, change one’s own password, end one’s own sign-ins' },
  'session:read': { roles: staff, means: 'read calls, live and ended, of the assigned customers' },
  'fleet:read': {
    roles: staff,
    means: 'read which cause many bad calls share; no customer outside one’s scope is named',
  },
  'session:annotate': { roles: staff, means: 'write notes on calls of the assigned customers' },
  'session:pin': {
    roles: ['operator', 'admin'],
    means: 'keep the evidence of a call beyond its retention, and let it go',
  },
  'finding:judge': { roles: staff, means: 'say that a finding is right or wrong' },
  'session:import': {
    roles: ['operator', 'admin'],
    means: 'import dumps of calls for the assigned customers’ apps',
  },
  'status:read': {
    roles: everyone,
    means: 'read the status page: customers their own, staff any assigned one',
  },
  'customer:read': {
    roles: staff,
    means: 'read the assigned customers with their apps and keys, never a key itself',
  },
  'customer:write': { roles: ['admin'], means: 'create customers, apps and ingest keys; disable keys' },
  'member:read': { roles: ['admin'], means: 'list the people who may sign in' },
  'member:write': { roles: ['admin'], means: 'add, disable and enable people' },
  'audit:read': {
    roles: ['manager', 'admin'],
    means: 'read who did what; managers only for assigned customers',
  },
  'alert:read': {
    roles: staff,
    means: 'read alerts, their timelines and who was told, of the assigned customers',
  },
  'alert:act': {
    roles: staff,
    means: 'acknowledge, note, assign, snooze, resolve and reopen alerts of the assigned customers',
  },
  'silence:write': {
    roles: ['operator', 'admin'],
    means:
      'silence alerts of assigned customers, and plan maintenance; for all customers at once only admins',
  },
  'rule:read': { roles: staff, means: 'read alert rules, the MSP’s pack and how customers differ from it' },
  'rule:write': {
    roles: ['manager', 'admin'],
    means:
      'write rules of assigned customers and their differences from the pack; the pack itself only admins',
  },
  'notification:read': {
    roles: staff,
    means: 'read channels without secrets, routes, escalation policies, schedules and deliveries',
  },
  'notification:write': {
    roles: ['manager', 'admin'],
    means: 'write and test channels, routes, policies and schedules; what serves all customers only admins',
  },
  'notification:own': { roles: staff, means: 'say how one wants to be told, and when not' },
  'schedule:override': { roles: staff, means: 'take over or hand over a time on call' },
  'integration:read': {
    roles: staff,
    means: 'read outside monitors, what they sent, and heartbeats; never a secret',
  },
  'integration:write': {
    roles: ['manager', 'admin'],
    means: 'add, map, rotate and disable outside monitors and heartbeats of assigned customers',
  },
  'incident:read': {
    roles: staff,
    means:
      'read incidents, timelines and notes of the assigned customers; a shared cause only with all its customers',
  },
  'incident:act': {
    roles: staff,
    means:
      'open, move, edit, link, note and star incidents of the assigned customers; draft customer updates',
  },
  'update:publish': {
    roles: staff,
    means: 'publish, correct and withdraw customer updates of the assigned customers',
  },
  'incident:configure': {
    roles: ['manager', 'admin'],
    means: 'write update templates and rules that open incidents; what serves all customers only admins',
  },
  'learning:read': { roles: staff, means: 'read reviews and corrective actions of the assigned customers' },
  'learning:write': {
    roles: ['manager', 'admin'],
    means: 'write reviews and corrective actions of the assigned customers',
  },
  'action:do': { roles: staff, means: 'finish, decline and reopen corrective actions' },
  'report:read': { roles: staff, means: 'read and export reports on the assigned customers' },
  'report:write': { roles: ['manager', 'admin'], means: 'schedule reports by mail' },
  'status:subscribe': {
    roles: everyone,
    means: 'be mailed about incidents of a customer in scope, and say that one notices one too',
  },
  'status:own-sessions': {
    roles: ['customer', 'owner'],
    means: 'read one’s own calls, redacted, where the MSP grants it',
  },
  'status:write': {
    roles: ['admin'],
    means: 'write contracts, components, looks and addresses of status pages',
  },
  'viewer:invite': { roles: ['owner'], means: 'invite and end viewers of one’s own customer' },
  'token:own': { roles: staff, means: 'make and revoke tokens for programs that act for oneself' },
} as const satisfies Record<string, { roles: readonly Role[]; means: string }>
export type Permission = keyof typeof permissions
