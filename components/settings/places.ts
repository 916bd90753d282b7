import type { Permission } from '#lib/access/permissions.ts'

export const settingsParts = ['Alerting', 'Incidents', 'Telling', 'Outside', 'Access', 'Me'] as const

/** What can be set up, in the order of the side list. A place shows only to who may read it. */
export type SettingsPlace = {
  readonly href: `/settings/${string}`
  readonly label: string
  /** its heading in the list */
  readonly part: (typeof settingsParts)[number]
  readonly permission: Permission
}

export const settingsPlaces: readonly SettingsPlace[] = [
  { href: '/settings/rules', label: 'Rules', part: 'Alerting', permission: 'rule:read' },
  { href: '/settings/silences', label: 'Silences', part: 'Alerting', permission: 'alert:read' },
  { href: '/settings/maintenance', label: 'Maintenance', part: 'Alerting', permission: 'alert:read' },
  {
    href: '/settings/incident-rules',
    label: 'Incident rules',
    part: 'Incidents',
    permission: 'incident:read',
  },
  { href: '/settings/statuses', label: 'Statuses', part: 'Incidents', permission: 'incident:read' },
  { href: '/settings/channels', label: 'Channels', part: 'Telling', permission: 'notification:read' },
  { href: '/settings/routing', label: 'Routing', part: 'Telling', permission: 'notification:read' },
  { href: '/settings/escalation', label: 'Escalation', part: 'Telling', permission: 'notification:read' },
  { href: '/settings/schedules', label: 'Schedules', part: 'Telling', permission: 'notification:read' },
  { href: '/settings/deliveries', label: 'Deliveries', part: 'Telling', permission: 'notification:read' },
  { href: '/settings/integrations', label: 'Integrations', part: 'Outside', permission: 'integration:read' },
  { href: '/settings/heartbeats', label: 'Heartbeats', part: 'Outside', permission: 'integration:read' },
  { href: '/settings/people', label: 'People', part: 'Access', permission: 'member:write' },
  { href: '/settings/audit', label: 'Audit', part: 'Access', permission: 'audit:read' },
  { href: '/settings/notifications', label: 'My notifications', part: 'Me', permission: 'self:write' },
  { href: '/settings/tokens', label: 'My tokens', part: 'Me', permission: 'token:own' },
]
