import type { IntegrationKind } from '#lib/alerting/intake/settings.ts'

/** What each kind is called, and when to choose it. */
export const kindWords: Record<IntegrationKind, { name: string; about: string }> = {
  alertmanager: {
    name: 'Prometheus Alertmanager',
    about: 'Its webhook receiver, version 4. Each alert keeps its own state and fingerprint.',
  },
  grafana: {
    name: 'Grafana',
    about: 'A webhook contact point, signed if you like. Grafana 8 and older too.',
  },
  cloudwatch: {
    name: 'Amazon CloudWatch',
    about: 'Alarms through an SNS topic, with Amazon’s signature checked, or through EventBridge.',
  },
  sentry: { name: 'Sentry', about: 'An internal integration: issues, issue alerts and metric alerts.' },
  pagerduty: {
    name: 'Anything that pages PagerDuty',
    about: 'The Events API v2 at our address: change the URL and the routing key, nothing else.',
  },
  generic: {
    name: 'Anything else',
    about: 'Any JSON over HTTPS; you say which field means what and see it at once.',
  },
}
