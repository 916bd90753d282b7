import type { PoolClient } from 'pg'
import type { TenantScope } from '#lib/access/member.ts'
import { within } from '#lib/access/within.ts'
import { writeInScope } from '#lib/db/transaction.server.ts'
import type { Catalogue } from '../../evaluation/catalogue.server.ts'
import { type CompiledRule, compileRule } from '../../evaluation/compiled-rule.ts'
import { evaluateRule } from '../../evaluation/evaluate-rule.ts'
import { createFactsReader } from '../../evaluation/gather-facts.server.ts'
import { needsOf } from '../../evaluation/needs.ts'
import { readApps, readClock, readCustomers } from '../../evaluation/store.server.ts'
import { checkSpec } from '../check-spec.ts'
import type { RulePreview, RuleSpec } from '../contract.ts'
import { everything } from './replay.ts'
import { replayWeek } from './replay-week.server.ts'

const mostShown = 200

/** What a rule sees now and would have done in the last week, before anybody saves it. */
export function previewRule(
  scope: TenantScope,
  asked: { customerId: string; spec: RuleSpec },
  now: Date,
): Promise<RulePreview> {
  const customerId = within(scope, asked.customerId)
  const wrong = checkSpec(asked.spec)
  if (wrong !== null)
    return Promise.resolve({
      now: [],
      problem: { code: 'bad-spec', problem: wrong },
      week: null,
      cannot: null,
    })
  const rule = compileRule({
    ...{ ruleId: '', name: 'this rule', severity: 'major', isPack: false, spec: asked.spec },
    ...{ customers: [customerId], except: new Set<string>() },
  })
  // the wall shows this customer alone, whoever asks
  return writeInScope({ customerIds: [customerId] }, (client) => preview(client, rule, now.getTime()))
}

async function preview(client: PoolClient, rule: CompiledRule, now: number): Promise<RulePreview> {
  const catalogue = await catalogueOf(client, rule)
  const clock = { ...(await readClock(client)), now }
  const facts = await createFactsReader(client).gather(catalogue, clock)
  const { readings, problems } = evaluateRule(rule, facts, everything(new Map()))
  const [problem] = problems.values()
  const { week, cannot } = await replayWeek(client, rule, catalogue, now)
  return {
    now: readings.slice(0, mostShown).map(({ labels, value, traffic, verdict }) => ({
      ...{ labels: { ...labels }, value, traffic },
      holds: verdict === 'no-data' ? null : verdict === 'holds',
    })),
    problem: problem ?? missingApp(rule, catalogue),
    week,
    cannot,
  }
}

function missingApp({ apps }: CompiledRule, catalogue: Catalogue): RulePreview['problem'] {
  if (apps === null || [...apps].every((appId) => catalogue.apps.has(appId))) return null
  return { code: 'no-such-app', problem: 'This customer does not have one of the apps it is narrowed to.' }
}

async function catalogueOf(client: PoolClient, rule: CompiledRule): Promise<Catalogue> {
  const [customers, apps] = [await readCustomers(client), await readApps(client)]
  return {
    ...{ mark: 'preview', stored: new Map(), variants: new Map(), broken: [] },
    needs: needsOf([rule]),
    customers: new Map(customers.map((one) => [one.customerId, one])),
    apps: new Map(apps.map((app) => [app.appId, app])),
    appsOf: Map.groupBy(apps, ({ customerId }) => customerId),
  }
}
