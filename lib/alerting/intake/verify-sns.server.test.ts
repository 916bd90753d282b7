import { createSign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkEnvelope, isSnsAddress, type SnsEnvelope, stringToSign } from './sns-envelope.ts'
import { createSnsVerifier, NotFromSns } from './verify-sns.server.ts'

const pem = (name: string) =>
  readFileSync(join(import.meta.dirname, 'golden/sns-certificates', `${name}.pem`), 'utf8')
const key = pem('signer.test-key')
const now = new Date('2027-03-01T10:02:00Z')
const topic = 'arn:aws:sns:eu-west-2:123456789012:alarms'
const certUrl = 'https://sns.eu-west-2.amazonaws.com/SimpleNotificationService-0123.pem'

function signed(given: Partial<SnsEnvelope> = {}): SnsEnvelope {
  const envelope: SnsEnvelope = {
    Type: 'Notification',
    MessageId: 'b2f2d4b1-5b3e-5e0a-8f6a-000000000001',
    TopicArn: topic,
    Subject: 'ALARM: "sfu-cpu-high"',
    Message: '{"AlarmName":"sfu-cpu-high"}\nwith a second line – and ünïcode',
    Timestamp: '2027-03-01T10:01:30.000Z',
    SignatureVersion: '2',
    Signature: '',
    SigningCertURL: certUrl,
    ...given,
  }
  const algorithm = envelope.SignatureVersion === '2' ? 'RSA-SHA256' : 'RSA-SHA1'
  return { ...envelope, Signature: createSign(algorithm).update(stringToSign(envelope)).sign(key, 'base64') }
}
const confirmation = {
  Type: 'SubscriptionConfirmation',
  Subject: undefined,
  Token: 'token',
  SubscribeURL: 'https://sns.eu-west-2.amazonaws.com/?Action=ConfirmSubscription&Token=token',
} as const

function verifier(certificate = 'signer-chain') {
  const asked: string[] = []
  const verify = createSnsVerifier({
    roots: [pem('root')],
    fetchText: async (url) => {
      asked.push(url)
      return pem(certificate)
    },
  })
  return { asked, verify }
}

describe('a signature', () => {
  test.each([
    ['of version 2', {}],
    ['of version 1', { SignatureVersion: '1' }],
    ['without a subject', { Subject: undefined }],
    ['of a confirmation', confirmation],
    ['of a disconnection, which names its token too', { ...confirmation, Type: 'UnsubscribeConfirmation' as const }],
  ])('%s is right', async (_what, given) => {
    await expect(verifier().verify(signed(given), now)).resolves.toBeUndefined()
  })

  test.each<[string, Partial<SnsEnvelope>]>([
    ['the message', { Message: '{"AlarmName":"other"}' }],
    ['the subject', { Subject: 'OK' }],
    ['a subject taken away', { Subject: undefined }],
    ['the id', { MessageId: 'another' }],
    ['the time', { Timestamp: '2027-03-01T10:01:31.000Z' }],
    ['the topic', { TopicArn: `${topic}2` }],
    ['the version', { SignatureVersion: '1' }],
    ['the signature itself', { Signature: Buffer.alloc(256).toString('base64') }],
    ['rubbish for a signature', { Signature: '!!' }],
  ])('does not survive a change of %s', async (_what, change) => {
    await expect(verifier().verify({ ...signed(), ...change }, now)).rejects.toBeInstanceOf(NotFromSns)
  })

  test('the address of a confirmation is part of what is signed', async () => {
    const changed = { ...signed(confirmation), SubscribeURL: 'https://sns.eu-west-2.amazonaws.com/?Token=mine' }
    await expect(verifier().verify(changed, now)).rejects.toBeInstanceOf(NotFromSns)
  })
})

describe('a certificate', () => {
  test.each([
    ['self-signed', 'root we trust'],
    ['self-signed-amazon', 'root we trust'],
    ['wrong-name-chain', 'not one of Amazon SNS'],
    ['signer.test-key', 'no certificate'],
  ])('that is %s is refused', async (name, words) => {
    await expect(verifier(name).verify(signed(), now)).rejects.toThrow(words)
  })
  test.each(['2200-01-01', '2020-01-01'])('that does not hold on %s is refused, remembered or not', async (day) => {
    const { verify } = verifier()
    await expect(verify(signed(), new Date(day))).rejects.toThrow('not valid now')
    await verify(signed(), now)
    await expect(verify(signed(), new Date(day))).rejects.toThrow('not valid now')
  })
  test('of a chain to another root is refused', async () => {
    const verify = createSnsVerifier({ roots: [pem('self-signed')], fetchText: async () => pem('signer-chain') })
    await expect(verify(signed(), now)).rejects.toThrow('root we trust')
  })
  test('whose file ends before the root is Amazon’s only by its issuer', async () => {
    await expect(verifier('leaf-alone').verify(signed(), now)).resolves.toBeUndefined()
    const verify = createSnsVerifier({ roots: [pem('root')], issuer: /O=Other/, fetchText: async () => pem('leaf-alone') })
    await expect(verify(signed(), now)).rejects.toThrow('root we trust')
  })
  test('is fetched once, and again when that failed', async () => {
    const { asked, verify } = verifier()
    await verify(signed(), now)
    await verify(signed({ MessageId: 'second' }), now)
    expect(asked).toEqual([certUrl])
    let tries = 0
    const shaky = createSnsVerifier({
      roots: [pem('root')],
      fetchText: async () => {
        tries += 1
        if (tries === 1) throw new Error('no answer')
        return pem('signer-chain')
      },
    })
    await expect(shaky(signed(), now)).rejects.toThrow('no answer')
    await expect(shaky(signed(), now)).resolves.toBeUndefined()
  })
})

test.each([
  ['https://sns.eu-west-2.amazonaws.com/a.pem', 'eu-west-2', true],
  ['https://sns.cn-north-1.amazonaws.com.cn/a.pem', 'cn-north-1', true],
  ['https://sns.eu-west-2.amazonaws.com:443/a.pem', 'eu-west-2', true],
  ['http://sns.eu-west-2.amazonaws.com/a.pem', 'eu-west-2', false],
  ['https://sns.us-east-1.amazonaws.com/a.pem', 'eu-west-2', false],
  ['https://sns.eu-west-2.amazonaws.com.evil.example/a.pem', 'eu-west-2', false],
  ['https://sns.eu-west-2.amazonaws.com@evil.example/a.pem', 'eu-west-2', false],
  ['https://user@sns.eu-west-2.amazonaws.com/a.pem', 'eu-west-2', false],
  ['https://sns.eu-west-2.amazonaws.com:8443/a.pem', 'eu-west-2', false],
  ['https://evil.example/sns.eu-west-2.amazonaws.com/a.pem', 'eu-west-2', false],
  ['https://xsns.eu-west-2.amazonaws.com/a.pem', 'eu-west-2', false],
  ['https://sns.eu-west-2.amazonaws.com./a.pem', 'eu-west-2', false],
  ['https://bucket.s3.amazonaws.com/a.pem', 's3', false],
  ['https://169.254.169.254/a.pem', 'eu-west-2', false],
  ['file:///etc/passwd', 'eu-west-2', false],
  ['', 'eu-west-2', false],
])('%s is an address of SNS in %s: %s', (address, region, right) => {
  expect(isSnsAddress(address, region)).toBe(right)
})

test.each<[string, Partial<SnsEnvelope>, Record<string, string>, string | null]>([
  ['all is right', {}, {}, null],
  ['the header names the same topic', {}, { 'x-amz-sns-topic-arn': topic }, null],
  ['the header names another', {}, { 'x-amz-sns-topic-arn': `${topic}2` }, 'topic-differs'],
  ['nobody registered the topic', { TopicArn: `${topic}2` }, {}, 'unknown-topic'],
  ['raw delivery', {}, { 'x-amz-sns-rawdelivery': 'true' }, 'raw'],
  ['a certificate elsewhere', { SigningCertURL: 'https://evil.example/a.pem' }, {}, 'cert-address'],
  ['a certificate that is none', { SigningCertURL: 'https://sns.eu-west-2.amazonaws.com/a.txt' }, {}, 'cert-address'],
  ['version 3', { SignatureVersion: '3' }, {}, 'signature-version'],
  ['59 minutes old', { Timestamp: '2027-03-01T09:03:00.000Z' }, {}, null],
  ['61 minutes old', { Timestamp: '2027-03-01T09:01:00.000Z' }, {}, 'too-old'],
  ['from the future', { Timestamp: '2027-03-01T10:08:00.000Z' }, {}, 'too-old'],
  ['no time at all', { Timestamp: 'yesterday' }, {}, 'too-old'],
  ['a confirmation', confirmation, {}, null],
  ['a confirmation elsewhere', { ...confirmation, SubscribeURL: 'https://evil.example/' }, {}, 'subscribe-address'],
  ['a confirmation inside', { ...confirmation, SubscribeURL: 'http://169.254.169.254/' }, {}, 'subscribe-address'],
])('at the door: %s', (_what, given, headers, code) => {
  expect(checkEnvelope(signed(given), headers, [topic], now.getTime())?.code ?? null).toBe(code)
})
