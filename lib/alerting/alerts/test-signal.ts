import type { Signal } from './signal.ts'

/** For tests: loss of one app, seen at `at`. */
export function makeSignal(given: Partial<Signal> & { at: Date }): Signal {
  return {
    action: 'trigger',
    customerId: '00000000-0000-7000-8000-000000000001',
    dedupKey: 'rule:1:test;app=shop',
    source: 'rule',
    ruleId: '00000000-0000-7000-8000-000000000002',
    ruleName: 'Packet loss',
    integrationId: null,
    severity: 'major',
    title: 'Loss 6.2 % > 5 %',
    summary: 'Loss in shop.',
    labels: { app: 'shop' },
    facts: {},
    appId: null,
    region: null,
    sessionId: null,
    value: 0.062,
    threshold: 0.05,
    unit: 'ratio',
    sourceUrl: null,
    startedAt: given.at,
    reason: null,
    reopenWindowMs: 15 * 60_000,
    ackTimeoutMs: null,
    autoResolve: true,
    ...given,
  }
}
