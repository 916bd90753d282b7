'use client'

import { useQuery } from '@tanstack/react-query'
import { api } from '#components/query/api.ts'
import { rulesSchema } from '#lib/alerting/rules/contract.ts'
import { channelName } from '../channels/channel-sentence.ts'
import { useCollection } from '../shared/collection.ts'
import { channels, policies } from '../shared/collections.ts'
import { useCustomers } from '../shared/use-customers.ts'
import type { Names } from './alerts-phrase.ts'

/** Everything a route can name, and how it is called. */
export function useNames() {
  const { data: allChannels, isPending: noChannelsYet } = useCollection(channels)
  const { data: allPolicies, isPending: noPoliciesYet } = useCollection(policies)
  const { nameOf: customer, customers } = useCustomers()
  const rules = useRules()
  const names: Names = {
    customer,
    channel: (id) => {
      const channel = allChannels?.find(({ channelId }) => channelId === id)
      return channel ? channelName(channel) : 'a channel that is gone'
    },
    policy: (id) => allPolicies?.find(({ policyId }) => policyId === id)?.name ?? 'that is gone',
    rule: (id) => {
      const rule = rules.find(({ ruleId }) => ruleId === id)
      return rule ? `“${rule.name}”` : id
    },
  }
  return {
    names,
    isPending: noChannelsYet || noPoliciesYet,
    channels: allChannels ?? [],
    policies: allPolicies ?? [],
    rules,
    customers,
  }
}
export type AllNames = ReturnType<typeof useNames>

/** Rules are named where they can be read; without them their ids stand. */
function useRules() {
  const { data } = useQuery({
    queryKey: ['/api/v1/rules'],
    queryFn: ({ signal }) => api('/api/v1/rules', rulesSchema, { signal }),
    staleTime: 60_000,
    retry: false,
  })
  return data?.rules ?? []
}
