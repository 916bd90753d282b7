'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { z } from 'zod'
import { api } from '#components/query/api.ts'
import { customersSchema } from '#lib/access/contract.ts'
import type { NameOf } from '#lib/alerting/describe-matchers.ts'
import { alertSeverities } from '#lib/alerting/severity.ts'
import { severityWords } from '#lib/alerting/severity-words.ts'

const ruleNamesSchema = z.object({ rules: z.array(z.object({ ruleId: z.string(), name: z.string() })) })

/** Customers with their apps, as labels name them (by slug). */
export function useCustomers() {
  return useQuery({
    queryKey: ['customers'],
    queryFn: ({ signal }) => api('/api/v1/customers', customersSchema, { signal }),
    staleTime: 60_000,
  })
}

function useRuleNames() {
  return useQuery({
    queryKey: ['rule-names'],
    queryFn: ({ signal }) => api('/api/v1/rules', ruleNamesSchema, { signal }),
    staleTime: 60_000,
  })
}

export type LabelOption = { value: string; name: string }

/** What a label may be, where that is known; `[]` = anything may be typed. */
export function useLabelOptions(customerId: string | null): (label: string) => LabelOption[] {
  const customers = useCustomers().data?.customers
  const rules = useRuleNames().data?.rules
  return useMemo(() => {
    const known: Record<string, LabelOption[]> = {
      severity: severityOptions,
      source: sourceOptions,
      customer: (customers ?? []).map(({ slug, name }) => ({ value: slug, name })),
      app: (customers ?? [])
        .filter(({ id }) => customerId === null || id === customerId)
        .flatMap(({ name, apps }) =>
          apps.map((app) => ({ value: app.slug, name: customerId ? app.name : `${app.name} (${name})` })),
        ),
      rule: (rules ?? []).map(({ ruleId, name }) => ({ value: ruleId, name })),
    }
    return (label) => known[label] ?? []
  }, [customers, rules, customerId])
}

/** Names instead of slugs and ids, where a matcher is read. */
export function useNameOf(customerId: string | null): NameOf {
  const options = useLabelOptions(customerId)
  return ({ name, value }) => options(name).find((option) => option.value === value)?.name ?? value
}

const severityOptions = [...alertSeverities].reverse().map((value) => ({ value, name: severityWords[value] }))
const sourceOptions = [
  { value: 'rule', name: 'our own rules' },
  { value: 'heartbeat', name: 'heartbeats' },
  { value: 'rule-health', name: 'rules that cannot be evaluated' },
  { value: 'self', name: 'Earshot itself' },
  { value: 'cloudwatch', name: 'CloudWatch' },
  { value: 'alertmanager', name: 'Alertmanager' },
  { value: 'grafana', name: 'Grafana' },
  { value: 'sentry', name: 'Sentry' },
  { value: 'pagerduty', name: 'PagerDuty' },
  { value: 'generic', name: 'another monitor' },
]
