import { z } from 'zod'
import { bag, number, text, timeOf } from './foreign.ts'
import { grade } from './grade.ts'
import { mapGeneric } from './map-generic.ts'
import {
  ignoring,
  type MappedAlert,
  type Mapping,
  type MappingContext,
  nothing,
  plainAlert,
} from './mapped.ts'
import type { SnsEnvelope } from './sns-envelope.ts'

/**
 * CloudWatch alarms inside SNS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html.
 * Composite alarms have no Trigger and metric-math ones no MetricName, so neither is waited for.
 */
const alarmSchema = z.object({
  AlarmName: z.string().min(1),
  AlarmDescription: text,
  AWSAccountId: text,
  AlarmArn: text,
  NewStateValue: z.string(),
  NewStateReason: text,
  StateChangeTime: text,
  Region: text,
  Trigger: bag.pipe(
    z.object({
      MetricName: text,
      Namespace: text,
      Unit: text,
      Threshold: number,
      Dimensions: z.array(z.object({ name: text, value: text })).catch([]),
      Metrics: z.array(z.object({ Label: text, Expression: text })).catch([]),
    }),
  ),
})
type Alarm = z.infer<typeof alarmSchema>

/** What an SNS notification carries: an alarm, an EventBridge event, other JSON, or a text that somebody wrote. */
export function mapSnsMessage(envelope: SnsEnvelope, context: MappingContext): Mapping {
  const inner = parsed(envelope.Message)
  if (inner === undefined) return mapText(envelope, context)
  return mapCloudwatch(inner, context)
}

/** One alarm, in CloudWatch's words or in EventBridge's. */
export function mapCloudwatch(body: unknown, context: MappingContext): Mapping {
  const alarm = alarmSchema.safeParse(body)
  if (alarm.success) return mapAlarm(alarm.data, context)
  const event = eventOf(body)
  return event ? mapAlarm(event, context) : mapGeneric(body, context)
}

export const isEventBridge = (body: unknown): boolean => eventOf(body) !== null

function mapAlarm(alarm: Alarm, { settings }: MappingContext): Mapping {
  const isNoData = alarm.NewStateValue === 'INSUFFICIENT_DATA'
  const isOver = alarm.NewStateValue === 'OK'
  if (!isNoData && !isOver && alarm.NewStateValue !== 'ALARM')
    return ignoring(alarm.AlarmName, `Its state is "${alarm.NewStateValue}".`)
  if (isNoData && settings.noData === 'keep')
    return ignoring(
      alarm.AlarmName,
      'CloudWatch has too little data: nothing changes (a setting of this integration).',
    )
  const { account, region } = partsOf(alarm)
  const { Trigger: trigger } = alarm
  const at = timeOf(alarm.StateChangeTime)
  const metric = trigger.MetricName || trigger.Metrics.map((one) => one.Label || one.Expression).find(Boolean)
  const labels: Record<string, string> = { alarm: alarm.AlarmName, account }
  if (trigger.Namespace) labels.namespace = trigger.Namespace
  for (const { name, value } of trigger.Dimensions) if (name) labels[name] = value
  const alert: MappedAlert = {
    ...plainAlert,
    action: isOver ? 'resolve' : 'trigger',
    key: alarm.AlarmArn || `${account}:${region}:${alarm.AlarmName}`,
    severity: grade(labels.severity ?? '', settings),
    title: isNoData ? `No data: ${alarm.AlarmName}` : alarm.AlarmName,
    summary: alarm.AlarmDescription || alarm.NewStateReason,
    labels,
    app: labels.app ?? null,
    region: region || null,
    value: measuredIn(alarm.NewStateReason),
    threshold: trigger.Threshold,
    unit: trigger.Unit || null,
    sourceUrl: consoleLink(region, alarm.AlarmName),
    startedAt: isOver ? null : at,
    changedAt: at,
    reason: isOver ? 'source' : isNoData ? 'no_data' : null,
    facts: { ...(metric ? { metric } : {}), because: alarm.NewStateReason },
  }
  return { ...nothing, alerts: [alert] }
}

/** `arn:aws:cloudwatch:eu-west-2:123456789012:alarm:name`; the field Region holds a name for people ("EU (London)"). */
function partsOf({ AlarmArn, AWSAccountId }: Alarm): { account: string; region: string } {
  const [, , service, region = '', account = ''] = AlarmArn.split(':')
  if (service !== 'cloudwatch') return { account: AWSAccountId, region: '' }
  return { account: account || AWSAccountId, region }
}

/** "Threshold Crossed: 1 datapoint [99.5 (12/02/19 15:41:00)] was greater than the threshold (80.0)." */
function measuredIn(reason: string): number | null {
  const found = /\[(-?\d{1,20}(?:\.\d{1,20})?(?:E-?\d{1,3})?) \(/.exec(reason.slice(0, 2_000))
  return found ? Number(found[1]) : null
}

function consoleLink(region: string, name: string): string | null {
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) return null
  const host = region.startsWith('cn-') ? 'console.amazonaws.cn' : `${region}.console.aws.amazon.com`
  return `https://${host}/cloudwatch/home?region=${region}#alarmsV2:alarm/${encodeURIComponent(name)}`
}

/** The same change as EventBridge tells it: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
const eventSchema = z.object({
  'detail-type': z.literal('CloudWatch Alarm State Change'),
  source: z.literal('aws.cloudwatch'),
  account: text,
  region: text,
  time: text,
  resources: z.array(z.string()).catch([]),
  detail: z.object({
    alarmName: z.string().min(1),
    state: z.object({ value: z.string(), reason: text, timestamp: text }),
    configuration: bag,
  }),
})

function eventOf(body: unknown): Alarm | null {
  const event = eventSchema.safeParse(body)
  if (!event.success) return null
  const { detail, account, region, time, resources } = event.data
  return alarmSchema.parse({
    AlarmName: detail.alarmName,
    AlarmDescription: detail.configuration.description,
    AWSAccountId: account,
    AlarmArn: resources[0] ?? `arn:aws:cloudwatch:${region}:${account}:alarm:${detail.alarmName}`,
    NewStateValue: detail.state.value,
    NewStateReason: detail.state.reason,
    StateChangeTime: detail.state.timestamp || time,
  })
}

/** A person or Beanstalk publishing text: each message for itself, nothing ends it but age or a person. */
function mapText({ Message, Subject, MessageId, TopicArn }: SnsEnvelope, { settings }: MappingContext): Mapping {
  const alert: MappedAlert = {
    ...plainAlert,
    action: 'trigger',
    key: `text:${MessageId}`,
    severity: grade('', { ...settings, defaultSeverity: 'info' }),
    title: Subject || Message.split('\n', 1)[0] || 'A message without text',
    summary: Message,
    labels: { topic: TopicArn },
    region: TopicArn.split(':')[3] ?? null,
  }
  return { ...nothing, alerts: [alert] }
}

function parsed(message: string): unknown {
  if (!/^\s*[{[]/.test(message)) return undefined
  try {
    return JSON.parse(message)
  } catch {
    return undefined
  }
}
