import { describe, expect, it, test } from 'vitest'
import { factsOf, headline } from './facts.ts'
import { mailContent } from './mail.ts'
import { alertInMessage, messageOf } from './message.test-data.ts'
import { pagerDutyEvents } from './pagerduty-event.ts'
import { plain, webLink } from './plain.ts'
import { slackContent } from './slack-blocks.ts'
import { webhookEvents } from './webhook-body.ts'

const hostile = [
  '<!channel> <!here> <@U123> @channel',
  '<https://evil.example|click me>',
  'Acme\r\nBcc: everybody@evil.example',
  'Acme\u2028\u2029\u0000\u0007\u001b[31m',
  'Acme \u202egnp.exe\u202c \u200b\u2066',
  '<script>alert(1)</script>"\' onmouseover=x &amp;',
  '*bold* _it_ `code` ~no~',
  '\ud800 lone surrogate',
  'x'.repeat(20_000),
]
const everywhere = (text: string) =>
  messageOf(
    [
      alertInMessage({
        customerName: text,
        appName: text,
        region: text,
        title: text,
        summary: text,
        owner: text,
        advice: text,
        acknowledgedBy: text,
        resolveReason: text,
      }),
      alertInMessage({ title: text, state: 'resolved', resolvedBy: text, resolveReason: text }),
    ],
    { reason: text, text, subject: text },
  )

describe.each(hostile)('a customer called %j', (text) => {
  it('mentions nobody and links nowhere in Slack', () => {
    const { text: fallback, blocks } = slackContent(everywhere(text), true)
    const said = JSON.stringify({ fallback, blocks: blocks.filter(({ type }) => type !== 'header') })
    expect(said).not.toMatch(/<[!@#]|<https:\/\/evil/)
    expect(said).not.toContain('"verbatim":false')
    for (const mrkdwn of said.matchAll(/"type":"mrkdwn","text":"[^"]*","verbatim":(\w+)/g))
      expect(mrkdwn[1]).toBe('true')
    expect(blocks.length).toBeLessThanOrEqual(50)
    for (const block of blocks) {
      const section = block as { text?: { text: string }; fields?: { text: string }[] }
      expect((section.text?.text ?? '').length).toBeLessThanOrEqual(block.type === 'header' ? 150 : 3_000)
      for (const field of section.fields ?? []) expect(field.text.length).toBeLessThanOrEqual(2_000)
    }
  })
  it('makes one line of a mail’s subject, and no tag in its HTML', () => {
    const { subject, html } = mailContent(everywhere(text))
    expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202e\u200b\u2066]/u)
    expect(html).not.toMatch(/<script|<https|<!ch|<@/)
    expect(html).not.toMatch(/\u202e|\u200b|\u2066/)
  })
  it('is plain in a webhook and in PagerDuty', () => {
    for (const { body } of webhookEvents(everywhere(text)))
      expect(JSON.parse(body).data.headline).not.toMatch(/[\p{Cc}\u202e]/u)
    for (const event of pagerDutyEvents(everywhere(text))) {
      const { summary } = (event.payload ?? { summary: '' }) as { summary: string }
      expect(summary.length).toBeLessThanOrEqual(1_024)
      expect(summary).not.toMatch(/[\p{Cc}\u202e]/u)
    }
  })
})

test('what hides or turns writing round is shown as its code', () => {
  expect(plain('a\u202eb\u200bc')).toBe('a[U+202E]b[U+200B]c')
  expect(plain('e\u0301 ok 👩‍🚀'.slice(0, 5))).toContain('ok')
})

test.each([
  ['https://wiki.example/a', 'https://wiki.example/a'],
  ['javascript:alert(1)', null],
  ['not a link', null],
  [null, null],
])('the link %s is %s', (given, shown) => expect(webLink(given)).toBe(shown))

describe('a message says', () => {
  it('how bad, for whom, what and where in one line', () => {
    expect(headline(messageOf([alertInMessage()]))).toBe('[Critical] Acme – Loss 6.2 % > 5 % (eu-west)')
    expect(
      headline(messageOf([alertInMessage({ severity: 'major' }), alertInMessage({ state: 'resolved' })])),
    ).toBe('[Impaired] Acme – 1 alert, 1 resolved')
    expect(headline(messageOf([alertInMessage({ state: 'resolved' })], { possibleRepeat: true }))).toBe(
      '[Resolved] Acme – Loss 6.2 % > 5 % (eu-west) (possible repeat)',
    )
  })
  it('all that a person needs before they open anything', () => {
    const blast = {
      sessionsNow: 3,
      participantsNow: 12,
      sessionsSoFar: 4,
      participantsSoFar: 15,
      painMinutes: 20,
      share: 0.125,
      worst: [],
    }
    expect(
      factsOf(alertInMessage({ blast, advice: 'Call the provider.' }), Date.parse('2026-11-25T10:04:00Z')),
    ).toEqual([
      { label: 'For', value: 'Acme · Shop' },
      { label: 'Value', value: '6.2 % (limit 5 %)' },
      { label: 'Since', value: '2026-11-25 10:00 UTC (4 min)' },
      { label: 'Region', value: 'eu-west' },
      { label: 'Owner', value: 'nobody yet' },
      { label: 'Hits now', value: '3 calls, 12 people, 12.5 % of the customer’s people' },
      { label: 'Do', value: 'Call the provider.' },
    ])
  })
  it('that a call which ended did not get better', () => {
    const ended = alertInMessage({
      state: 'resolved',
      resolvedAt: Date.parse('2026-11-25T10:04:00Z'),
      resolvedBy: 'Packet loss',
      resolveReason: 'missing_series',
    })
    expect(factsOf(ended, 0).find(({ label }) => label === 'Resolved')?.value).toContain(
      'it did not get better, it ended',
    )
  })
})

describe('in Slack', () => {
  const buttonsOf = (given: Parameters<typeof alertInMessage>[0]) =>
    JSON.stringify(slackContent(messageOf([alertInMessage(given)]), true))
      .match(/"action_id":"[\w-]+/g)
      ?.map((id) => id.slice(13))
  it.each([
    [{}, ['acknowledge', 'snooze-1h', 'open']],
    [{ state: 'acknowledged' as const }, ['snooze-1h', 'open']],
    [{ state: 'acknowledged' as const, snoozedUntil: 1 }, ['open']],
    [{ state: 'resolved' as const }, ['open']],
  ])('an alert that is %o has the buttons %j', (given, buttons) => expect(buttonsOf(given)).toEqual(buttons))
  it('a hundred alerts fit', () => {
    const many = Array.from({ length: 100 }, () => alertInMessage())
    expect(slackContent(messageOf(many), true).blocks.length).toBeLessThanOrEqual(50)
  })
  it('an incoming webhook has no buttons that nobody hears', () => {
    expect(JSON.stringify(slackContent(messageOf([alertInMessage()]), false))).not.toContain('acknowledge:')
  })
})

describe('a mail', () => {
  it('keeps its id over retries and threads with all others of its subject', () => {
    const [first, again] = [
      mailContent(messageOf([alertInMessage()])),
      mailContent(messageOf([alertInMessage()], { possibleRepeat: true })),
    ]
    expect(again.messageId).toBe(first.messageId)
    expect(first.references).toBe('<subject.01a21000-0000-7000-8000-00000000000d@earshot.msp.example>')
    expect(again.text).toContain('it may have arrived before')
  })
})

describe('PagerDuty', () => {
  it.each([
    ['open', 'trigger'],
    ['acknowledged', 'acknowledge'],
    ['resolved', 'resolve'],
  ] as const)('hears of an %s alert: %s, by the alert’s id', (state, action) => {
    const [event] = pagerDutyEvents(messageOf([alertInMessage({ state })]))
    expect(event).toMatchObject({ event_action: action, dedup_key: alertInMessage().alertId })
  })
})

describe('a webhook', () => {
  it('gets each alert with its own state, never the group’s', () => {
    const events = webhookEvents(
      messageOf([
        alertInMessage(),
        alertInMessage({ state: 'resolved' }),
        alertInMessage({ state: 'acknowledged' }),
      ]),
    )
    expect(
      events.map(({ id, body }) => [
        id.split('_').at(-1),
        JSON.parse(body).type,
        JSON.parse(body).data.alerts.length,
      ]),
    ).toEqual([
      ['fired', 'alert.fired', 1],
      ['resolved', 'alert.resolved', 1],
      ['acknowledged', 'alert.acknowledged', 1],
    ])
  })
})
