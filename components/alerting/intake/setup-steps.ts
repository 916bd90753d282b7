import type { IntegrationKind } from '#lib/alerting/intake/settings.ts'

/** What to do at the other tool, with what to paste. Pure, so that it can be read in a test. */
export type SetupStep = { title: string; text: string; paste?: string }
type Address = { url: string; secret: string }

export function setupSteps(kind: IntegrationKind, { url, secret }: Address): SetupStep[] {
  return steps[kind](url, secret)
}

const steps: Record<IntegrationKind, (url: string, secret: string) => SetupStep[]> = {
  alertmanager: (url) => [
    {
      title: 'Add a receiver to alertmanager.yml',
      text: 'send_resolved must stay on: it is how an alert ends. Leave max_alerts at 0, so that nothing is cut off.',
      paste: `receivers:
  - name: earshot
    webhook_configs:
      - url: ${url}
        send_resolved: true
        max_alerts: 0`,
    },
    {
      title: 'Send alerts to it',
      text: 'Under route, or beside what you have with continue: true. Then reload Alertmanager.',
      paste: `route:
  routes:
    - receiver: earshot
      continue: true`,
    },
    {
      title: 'Send one alert now',
      text: 'From the machine of Alertmanager:',
      paste:
        'amtool alert add alertname=EarshotTest severity=info --annotation=summary="Test from Alertmanager" --alertmanager.url=http://localhost:9093',
    },
  ],
  grafana: (url) => [
    {
      title: 'Add a contact point',
      text: 'Alerting → Contact points → Add contact point. Integration: Webhook, HTTP method: POST. URL:',
      paste: url,
    },
    {
      title: 'Sign it, if you like',
      text: 'Optional webhook settings → HMAC signature: set the same secret here. Leave the header as X-Grafana-Alerting-Signature; a timestamp header makes old copies worthless.',
    },
    {
      title: 'Use it',
      text: 'Notification policies → choose the contact point. Then press Test at the contact point.',
    },
  ],
  cloudwatch: (url) => [
    {
      title: 'Ask for the newer signature',
      text: 'Once per topic. Both versions are checked; the newer one uses SHA-256.',
      paste:
        'aws sns set-topic-attributes --topic-arn <your topic> --attribute-name SignatureVersion --attribute-value 2',
    },
    {
      title: 'Subscribe this address to the topic',
      text: 'HTTPS, raw message delivery off. The topic must be on the list of this integration; it is then confirmed by itself.',
      paste: `aws sns subscribe --topic-arn <your topic> --protocol https --notification-endpoint ${url}`,
    },
    {
      title: 'Let the alarms speak, also when they are over',
      text: 'Each alarm needs the topic under AlarmActions and under OKActions: without OK nothing tells when it ends. Give the subscription a dead-letter queue, since SNS gives up after an hour.',
      paste:
        'aws cloudwatch set-alarm-state --alarm-name <your alarm> --state-value ALARM --state-reason "Test for Earshot"',
    },
  ],
  sentry: (url) => [
    {
      title: 'Make an internal integration',
      text: 'Settings → Developer settings → New internal integration. Webhook URL:',
      paste: url,
    },
    {
      title: 'Switch on what it tells',
      text: 'Alert rule action: on. Permissions: Issue & event read. Webhooks: issue. Save, then copy the client secret into this integration: messages are checked by it.',
    },
    {
      title: 'Use it in alerts',
      text: 'In an alert rule choose “Send a notification via” this integration.',
    },
  ],
  pagerduty: (url, secret) => [
    {
      title: 'Change two things at the sender',
      text: 'Where it says the URL of PagerDuty’s Events API (https://events.pagerduty.com/v2/enqueue):',
      paste: url,
    },
    { title: 'And the routing key', text: 'Also called integration key:', paste: secret },
    {
      title: 'Try it',
      text: 'This raises an alert; the same with "resolve" ends it.',
      paste: curl(url, {
        routing_key: secret,
        event_action: 'trigger',
        dedup_key: 'earshot-test',
        payload: { summary: 'Test of the Events API', source: 'terminal', severity: 'info' },
      }),
    },
  ],
  generic: (url) => [
    {
      title: 'Post JSON to this address',
      text: 'POST or PUT, at most 512 kB. Keep it secret: whoever has it can raise alerts.',
      paste: url,
    },
    {
      title: 'In our own shape it needs no mapping',
      text: 'title and key are needed; key stays the same for as long as it is the same trouble. status "ok" ends it.',
      paste: curl(url, {
        title: 'Backup failed',
        key: 'backup/nightly',
        status: 'firing',
        severity: 'minor',
      }),
    },
    {
      title: 'Any other shape works too',
      text: 'Send one, open it under “Needs a mapping”, and say which field means what.',
    },
  ],
}

const curl = (url: string, body: object) =>
  `curl -sS ${url} -H 'content-type: application/json' -d '${JSON.stringify(body)}'`
