import { expect, test } from 'vitest'
import type { ChannelView } from '#lib/notifications/contract.ts'
import { channelName, channelSentence } from './channel-sentence.ts'

const now = 1_000_000
const clock = (at: number) => `t${at - now}`
const channel = (change: Partial<ChannelView>): ChannelView => ({
  channelId: 'c',
  customerId: null,
  name: '#acme-ops',
  settings: { kind: 'slack-webhook' },
  holds: ['url'],
  ownerId: null,
  fallbackId: null,
  budgetPerHour: 60,
  canary: false,
  canaryAt: null,
  brokenAt: null,
  brokenReason: null,
  pausedUntil: null,
  lastOkAt: null,
  waiting: 0,
  dead: 0,
  disabled: false,
  version: 1,
  ...change,
})

test.each<[string, Partial<ChannelView>, string]>([
  ['nothing sent yet', {}, 'Never used'],
  ['the last message arrived', { lastOkAt: now - 5 }, 'Works, last success t-5'],
  [
    'broken, although it worked once',
    { lastOkAt: now - 9, brokenAt: now - 5, brokenReason: 'Slack answered 404 no_service' },
    'Broken since t-5 because Slack answered 404 no_service',
  ],
  ['broken without a reason', { brokenAt: now - 5 }, 'Broken since t-5'],
  [
    'told to wait',
    { lastOkAt: now - 9, pausedUntil: now + 30 },
    'Paused until t30 (the far end asked to wait)',
  ],
  ['told to wait, but that is over', { lastOkAt: now - 9, pausedUntil: now }, 'Works, last success t-9'],
  ['switched off while broken', { disabled: true, brokenAt: now - 5 }, 'Disabled'],
])('a channel with %s says so', (_case, change, sentence) => {
  expect(channelSentence(channel(change), now, clock)).toBe(sentence)
})

test.each<[string, ChannelView['settings'], string]>([
  ['#acme-ops', { kind: 'slack-webhook' }, 'Slack #acme-ops'],
  ['Slack of Acme', { kind: 'slack', slackChannel: 'C0123ABCD', teamId: '' }, 'Slack of Acme'],
  ['NOC', { kind: 'email', to: ['noc@example.com'] }, 'E-mail NOC'],
  ['PagerDuty Acme', { kind: 'pagerduty' }, 'PagerDuty Acme'],
])('%s is named once in a sentence', (name, settings, sentence) => {
  expect(channelName({ name, settings })).toBe(sentence)
})
