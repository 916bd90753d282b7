import { z } from 'zod'

/** What SNS posts: https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html. JSON, though it says text/plain. */
const envelopeSchema = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: z.string().min(1).max(200),
  TopicArn: z.string().min(1).max(400),
  Subject: z.string().optional(),
  Message: z.string(),
  Timestamp: z.string(),
  SignatureVersion: z.string(),
  Signature: z.string(),
  SigningCertURL: z.string(),
  Token: z.string().optional(),
  SubscribeURL: z.string().optional(),
})
export type SnsEnvelope = z.infer<typeof envelopeSchema>

export function readEnvelope(body: unknown): SnsEnvelope | null {
  const envelope = envelopeSchema.safeParse(body)
  return envelope.success ? envelope.data : null
}

/** SNS itself retries for an hour. A little more would let a clock that is slow refuse the last of them. */
const oldestMs = 3_600_000
const aheadMs = 5 * 60_000

export type SnsRefusal = { status: 400 | 403; code: string; problem: string }
const refuse = (status: 400 | 403, code: string, problem: string): SnsRefusal => ({ status, code, problem })

/** Rules 1, 2, 4 and 5 that need nobody else; the signature itself is for `verify-sns.server.ts`. Null = go on. */
export function checkEnvelope(
  envelope: SnsEnvelope,
  headers: Readonly<Record<string, string>>,
  topics: readonly string[],
  now: number,
): SnsRefusal | null {
  const { TopicArn, SignatureVersion, SigningCertURL, Timestamp, Type, SubscribeURL } = envelope
  const headerTopic = headers['x-amz-sns-topic-arn']
  if (headers['x-amz-sns-rawdelivery'] === 'true')
    return refuse(403, 'raw', 'Raw message delivery leaves out the signature: switch it off for this subscription.')
  if (headerTopic !== undefined && headerTopic !== TopicArn)
    return refuse(403, 'topic-differs', 'The topic in the header is not the one in the message.')
  if (!topics.includes(TopicArn))
    return refuse(403, 'unknown-topic', `The topic ${TopicArn.slice(0, 300)} is not on this integration’s list.`)
  const region = TopicArn.split(':')[3] ?? ''
  if (!isSnsAddress(SigningCertURL, region) || !new URL(SigningCertURL).pathname.endsWith('.pem'))
    return refuse(403, 'cert-address', 'The signing certificate is not at the topic’s Amazon SNS address.')
  if (SignatureVersion !== '1' && SignatureVersion !== '2')
    return refuse(403, 'signature-version', 'Only signature versions 1 and 2 are known.')
  const at = Date.parse(Timestamp)
  if (!Number.isFinite(at) || at < now - oldestMs || at > now + aheadMs)
    return refuse(403, 'too-old', 'The message is older than an hour, or from the future.')
  if (Type === 'SubscriptionConfirmation' && !isSnsAddress(SubscribeURL ?? '', region))
    return refuse(403, 'subscribe-address', 'The confirmation address is not the topic’s Amazon SNS address.')
  return null
}

/** `https://sns.<region of the topic>.amazonaws.com`, or `.com.cn` in China; default port, nobody's name in it. */
export function isSnsAddress(address: string, region: string): boolean {
  if (!/^[a-z0-9-]{5,30}$/.test(region) || !URL.canParse(address)) return false
  const { protocol, host, username, password } = new URL(address)
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  return protocol === 'https:' && host === `sns.${region}.${suffix}` && username === '' && password === ''
}

const signedFields = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
  UnsubscribeConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
} as const satisfies Record<SnsEnvelope['Type'], readonly (keyof SnsEnvelope)[]>

/** What is signed: each field and its decoded value, a line each, those that are there. */
export function stringToSign(envelope: SnsEnvelope): string {
  return signedFields[envelope.Type]
    .flatMap((name) => {
      const value = envelope[name]
      return value === undefined ? [] : [`${name}\n${value}\n`]
    })
    .join('')
}
