import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mapDelivery } from './map-delivery.ts'
import { type FieldMapping, fieldMappingSchema, type IntegrationKind, type IntegrationSettings, integrationSettingsSchema } from './settings.ts'

const golden = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'golden', `${name}.json`), 'utf8'))
const receivedAt = Date.parse('2026-11-24T10:02:00Z')
const at = (time: string) => Date.parse(`2026-11-24T${time}Z`)

function mapped(kind: IntegrationKind, body: unknown, settings: Partial<IntegrationSettings> = {}, headers = {}) {
  const all = integrationSettingsSchema.parse(settings)
  return mapDelivery(kind, body, { settings: all, receivedAt, headers })
}
/** action, key, severity and title of each alert; what is ignored as ['ignored', title] */
function brief(kind: IntegrationKind, name: string, settings: Partial<IntegrationSettings> = {}, headers = {}) {
  const { alerts, ignored } = mapped(kind, golden(name), settings, headers)
  return [
    ...alerts.map(({ action, key, severity, title }) => [action, key, severity, title]),
    ...ignored.map(({ title }) => ['ignored', title]),
  ]
}

const cpu = 'arn:aws:cloudwatch:eu-west-2:123456789012:alarm:sfu-cpu-high'
const issue = 'issue:1170820242'
const peer = 'TypeError: peer is undefined'

test.each<[string, IntegrationKind, string, Partial<IntegrationSettings>, string[][]]>([
  ['each alert counts by its own status, not by the group’s', 'alertmanager', 'alertmanager-v4-mixed', {}, [
    ['trigger', 'a1b2c3d4e5f60718', 'critical', 'TURN server turn-1 is down'],
    ['resolve', 'ffeeddccbbaa0099', 'critical', 'TURN server turn-2 is down'],
  ]],
  ['a resolved one ends what its fingerprint began', 'alertmanager', 'alertmanager-v4-resolved', {}, [
    ['resolve', 'a1b2c3d4e5f60718', 'critical', 'TURN server turn-1 is down'],
  ]],
  ['an integration’s own words for severity come first', 'alertmanager', 'alertmanager-v4-resolved', { severityMap: { critical: 'minor' } }, [
    ['resolve', 'a1b2c3d4e5f60718', 'minor', 'TURN server turn-1 is down'],
  ]],
  ['Grafana’s unified alerts', 'grafana', 'grafana-v1-firing', {}, [
    ['trigger', '57c6d9296de2ad39', 'minor', 'Jitter is above 60 ms'],
  ]],
  ['Grafana’s too count by their own status', 'grafana', 'grafana-v1-mixed', {}, [
    ['trigger', '57c6d9296de2ad39', 'minor', 'Jitter is above 60 ms'],
    ['resolve', '0000000000000001', 'minor', 'Jitter is above 60 ms'],
  ]],
  ['no data is told as such, by the name of the rule', 'grafana', 'grafana-v1-no-data', {}, [
    ['trigger', '1111111111111111', 'major', 'No data: Jitter high'],
  ]],
  ['a rule that cannot be evaluated too', 'grafana', 'grafana-v1-error', {}, [
    ['trigger', '2222222222222222', 'major', 'Cannot be evaluated: Jitter high'],
  ]],
  ['Grafana 8’s old alerts', 'grafana', 'grafana-legacy-alerting', {}, [
    ['trigger', 'legacy:1:17', 'critical', 'Jitter high'],
  ]],
  ['and their end', 'grafana', 'grafana-legacy-ok', {}, [['resolve', 'legacy:1:17', 'critical', 'Jitter high']]],
  ['old no data keeps what was', 'grafana', 'grafana-legacy-no-data', {}, [['ignored', 'Jitter high']]],
  ['or is an alert, as set', 'grafana', 'grafana-legacy-no-data', { noData: 'alert' }, [
    ['trigger', 'legacy:1:17', 'critical', 'No data: Jitter high'],
  ]],
  ['a paused rule says nothing', 'grafana', 'grafana-legacy-paused', {}, [['ignored', 'Jitter high']]],
  ['an alarm', 'cloudwatch', 'cloudwatch-alarm', {}, [['trigger', cpu, 'major', 'sfu-cpu-high']]],
  ['OK is its end', 'cloudwatch', 'cloudwatch-ok', {}, [['resolve', cpu, 'major', 'sfu-cpu-high']]],
  ['too little data is not OK', 'cloudwatch', 'cloudwatch-insufficient-data', {}, [['ignored', 'sfu-cpu-high']]],
  ['too little data is an alert, as set', 'cloudwatch', 'cloudwatch-insufficient-data', { noData: 'alert' }, [
    ['trigger', cpu, 'major', 'No data: sfu-cpu-high'],
  ]],
  ['a composite alarm has no trigger', 'cloudwatch', 'cloudwatch-composite', {}, [
    ['trigger', 'arn:aws:cloudwatch:eu-west-2:123456789012:alarm:calls-hurt', 'major', 'calls-hurt'],
  ]],
  ['EventBridge’s words make the same alert', 'cloudwatch', 'eventbridge-alarm', {}, [
    ['trigger', cpu, 'major', 'sfu-cpu-high'],
  ]],
  ['an issue alert of Sentry', 'sentry', 'sentry-event-alert', {}, [['trigger', issue, 'critical', peer]]],
  ['a new issue', 'sentry', 'sentry-issue-created', {}, [['trigger', issue, 'major', peer]]],
  ['an issue that is back', 'sentry', 'sentry-issue-regressed', {}, [['trigger', issue, 'major', peer]]],
  ['an issue that merely goes on', 'sentry', 'sentry-issue-ongoing', {}, [['ignored', peer]]],
  ['a resolved issue', 'sentry', 'sentry-issue-resolved', {}, [['resolve', issue, 'major', peer]]],
  ['an archived issue', 'sentry', 'sentry-issue-archived', {}, [['resolve', issue, 'major', peer]]],
  ['an assigned issue is a note', 'sentry', 'sentry-issue-assigned', {}, [['note', issue, 'major', peer]]],
  ['a metric alert by its word', 'sentry', 'sentry-metric-critical', {}, [
    ['trigger', 'metric:77', 'critical', 'Critical: Join errors'],
  ]],
  ['milder', 'sentry', 'sentry-metric-warning', {}, [['trigger', 'metric:77', 'minor', 'Warning: Join errors']]],
  ['its end', 'sentry', 'sentry-metric-resolved', {}, [['resolve', 'metric:77', 'major', 'Resolved: Join errors']]],
  ['Sentry’s older hook', 'sentry', 'sentry-legacy', {}, [['trigger', 'legacy:video:27379932', 'major', peer]]],
  ['PagerDuty’s trigger', 'pagerduty', 'pagerduty-trigger', {}, [
    ['trigger', 'sfu/1', 'major', 'SFU 1 drops packets'],
  ]],
  ['acknowledge', 'pagerduty', 'pagerduty-acknowledge', {}, [['acknowledge', 'sfu/1', 'major', 'sfu/1']]],
  ['resolve', 'pagerduty', 'pagerduty-resolve', {}, [['resolve', 'sfu/1', 'major', 'sfu/1']]],
  ['our own shape needs no mapping', 'generic', 'generic-own', {}, [
    ['trigger', 'backup/nightly', 'minor', 'Backup failed'],
  ]],
])('%s (%s, %s)', (_what, kind, file, settings, expected) => {
  expect(brief(kind, file, settings)).toEqual(expected)
})

describe('Alertmanager', () => {
  test('what was cut off is unknown, not over', () => {
    const { alerts, notes } = mapped('alertmanager', golden('alertmanager-v4-truncated'))
    expect([alerts.length, notes[0]]).toEqual([1, expect.stringContaining('7 more were cut off')])
  })
  test('the year 0001 is no time, and the start is the sender’s', () => {
    const [alert] = mapped('alertmanager', golden('alertmanager-v4-mixed')).alerts
    expect(alert).toMatchObject({
      startedAt: at('10:00:00.123'),
      app: 'video',
      region: 'eu-west',
      facts: { runbookUrl: 'https://wiki.acme.example/turn' },
    })
  })
  test('a body from a template waits for a mapping, and is read with one', () => {
    const body = golden('alertmanager-template')
    expect(mapped('alertmanager', body)).toMatchObject({ alerts: [], problem: expect.stringContaining('No field mapping') })
    const mapping = fieldMappingSchema.parse({ title: '/alarm/name', key: '/alarm/id', status: '/alarm/what' })
    expect(mapped('alertmanager', body, { mapping }).alerts).toMatchObject([{ action: 'trigger', key: 'turn-1', title: 'TURN down' }])
  })
  test('an alert of another status changes nothing', () => {
    const body = { version: '4', alerts: [{ status: 'pending', labels: { alertname: 'X' }, fingerprint: 'f' }] }
    expect(mapped('alertmanager', body)).toMatchObject({ alerts: [], ignored: [{ title: 'X' }] })
  })
  test('without a fingerprint the labels are the key, in any order', () => {
    const of = (labels: object) => mapped('alertmanager', { version: '4', alerts: [{ status: 'firing', labels }] }).alerts[0]?.key
    expect(of({ a: '1', b: '2' })).toBe(of({ b: '2', a: '1' }))
    expect(of({ a: '1' })).not.toBe(of({ a: '2' }))
  })
})

test('Grafana’s value, links and reasons are kept', () => {
  expect(mapped('grafana', golden('grafana-v1-firing')).alerts[0]).toMatchObject({
    value: 72.5,
    facts: { links: [{ label: 'Dashboard' }, { label: 'Panel' }, { label: 'Silence there' }] },
  })
  expect(mapped('grafana', golden('grafana-v1-missing-series')).alerts[0]).toMatchObject({
    action: 'resolve',
    reason: 'missing_series',
    title: 'Jitter is above 60 ms',
  })
})

describe('CloudWatch', () => {
  test('the region is the ARN’s, not the name for people; the time needs no colon; the number is read', () => {
    expect(mapped('cloudwatch', golden('cloudwatch-alarm')).alerts[0]).toMatchObject({
      region: 'eu-west-2',
      changedAt: at('10:01:24'),
      value: 99.5,
      threshold: 80,
      unit: 'Percent',
      facts: { metric: 'CPUUtilization' },
      labels: { AutoScalingGroupName: 'sfu-asg', account: '123456789012' },
    })
  })
  test('metric math has a label instead of a metric', () => {
    expect(mapped('cloudwatch', golden('cloudwatch-metric-math')).alerts[0]).toMatchObject({
      facts: { metric: 'join failure share' },
      threshold: 0.05,
    })
  })
  test('inside SNS the message is a text of JSON; plain text is an event of its own', () => {
    const envelope = {
      Type: 'Notification',
      MessageId: 'm-1',
      TopicArn: 'arn:aws:sns:eu-west-2:123456789012:alarms',
      Timestamp: '2026-11-24T10:01:30.000Z',
      SignatureVersion: '2',
      Signature: '',
      SigningCertURL: '',
    }
    const alarm = { ...envelope, Message: JSON.stringify(golden('cloudwatch-alarm')) }
    expect(mapped('cloudwatch', alarm).alerts[0]?.key).toBe(cpu)
    const written = { ...envelope, Subject: 'Maintenance tonight', Message: 'We restart turn-1.' }
    expect(mapped('cloudwatch', written).alerts).toMatchObject([
      { key: 'text:m-1', title: 'Maintenance tonight', severity: 'info' },
    ])
  })
})

describe('Sentry', () => {
  test('the header says what it is; kinds that are no alerts are ignored', () => {
    const headers = { 'sentry-hook-resource': 'comment' }
    expect(mapped('sentry', golden('sentry-issue-created'), {}, headers)).toMatchObject({ alerts: [], problem: null })
  })
  test('archived ends it with its own reason', () => {
    expect(mapped('sentry', golden('sentry-issue-archived')).alerts[0]?.reason).toBe('archived')
  })
  test('tags are pairs', () => {
    expect(mapped('sentry', golden('sentry-event-alert')).alerts[0]).toMatchObject({
      app: 'video',
      labels: { browser: 'Firefox 140', environment: 'production' },
    })
  })
})

test('PagerDuty’s key that was made at the door is the key of the alert', () => {
  const headers = { 'x-earshot-dedup-key': 'made' }
  expect(mapped('pagerduty', golden('pagerduty-trigger-no-key'), {}, headers).alerts[0]?.key).toBe('made')
})

describe('generic JSON', () => {
  const mapping: FieldMapping = fieldMappingSchema.parse({
    each: '/monitor/items',
    title: '/name',
    key: '/id',
    status: '/state',
    severity: '/grade',
    region: '=eu-west',
    labels: [{ name: 'ab', path: '/tags/a~1b' }],
  })
  test('a mapping walks a list, and pointers reach odd names', () => {
    const { alerts } = mapped('generic', golden('generic-nested'), { mapping, severityMap: { 'very bad': 'critical' } })
    expect(alerts).toMatchObject([
      { action: 'trigger', key: '5', severity: 'critical', title: 'SIP trunk', region: 'eu-west', labels: { ab: 'x~y' } },
      { action: 'resolve', key: '6', severity: 'major' },
    ])
  })
  test.each<[string, unknown, Partial<FieldMapping> | null, string]>([
    ['nothing known', { hello: 1 }, null, 'No field mapping yet'],
    ['a number alone', 7, null, 'No field mapping yet'],
    ['null', null, null, 'No field mapping yet'],
    ['no list where one was said', { monitor: 1 }, { each: '/monitor' }, 'no list at /monitor'],
    ['an empty list', { monitor: [] }, { each: '/monitor' }, 'is empty'],
    ['no title', { k: 1 }, { title: '/t', key: '/k' }, 'no text at /t'],
    ['no key', { t: 'x' }, { title: '/t', key: '/k' }, 'nothing at /k'],
    ['an unknown word', { t: 'x', k: 1, s: 'flapping' }, { title: '/t', key: '/k', status: '/s' }, 'none of the words'],
    ['a path into the prototype', {}, { title: '/constructor/name', key: '=k' }, 'no text at'],
  ])('%s waits for a mapping and says why', (_what, body, given, problem) => {
    const chosen = given && fieldMappingSchema.parse({ title: '=t', key: '=k', ...given })
    expect(mapped('generic', body, { mapping: chosen })).toMatchObject({ alerts: [], problem: expect.stringContaining(problem) })
  })
})

test.each<IntegrationKind>(['alertmanager', 'grafana', 'cloudwatch', 'sentry', 'pagerduty', 'generic'])(
  'rubbish for %s never throws, and never vanishes',
  (kind) => {
    const rubbish = [null, 1, 'x', [], {}, { alerts: 'x', version: '4' }, { version: '1', alerts: [null, 1] }, { data: { issue: 7 }, action: 'created' },
      { event_action: 'explode' }, { AlarmName: 'x', NewStateValue: 'ALARM', Trigger: 5 }, { __proto__: { title: 'x' } }]
    for (const body of rubbish) {
      const { alerts, ignored, problem } = mapped(kind, body)
      expect(alerts.length + ignored.length > 0 || problem !== null, JSON.stringify(body)).toBe(true)
    }
  },
)
