'use client'

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '#components/query/api.ts'
import { write } from '#components/sessions/write-api.ts'
import {
  type NewRule,
  overridesSchema,
  type RuleOverride,
  rulesSchema,
  ruleViewSchema,
} from '#lib/alerting/rules/contract.ts'

export type RuleChange = Omit<NewRule, 'customerId'> & { version: number }

const anySchema = z.unknown()
export const rulePath = (ruleId: string) => `/api/v1/rules/${encodeURIComponent(ruleId)}`
const overridePath = (ruleId: string, customerId: string) =>
  `${rulePath(ruleId)}/overrides/${encodeURIComponent(customerId)}`

/** All rules one may read; with a customer as that customer has them. */
export function useRules(customer: string | null) {
  const query = customer ? `?${new URLSearchParams({ customer })}` : ''
  return useQuery({
    queryKey: ['rules', customer],
    queryFn: ({ signal }) => api(`/api/v1/rules${query}`, rulesSchema, { signal }),
    refetchInterval: 10_000,
    placeholderData: keepPreviousData,
  })
}

export function useRule(ruleId: string) {
  return useQuery({
    queryKey: ['rule', ruleId],
    queryFn: ({ signal }) => readRule(ruleId, signal),
    // an editor keeps what was read: what others change meanwhile is told when it is saved
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export const readRule = (ruleId: string, signal: AbortSignal | null = null) =>
  api(rulePath(ruleId), ruleViewSchema, { signal })

export function useOverrides(ruleId: string) {
  return useQuery({
    queryKey: ['rule-overrides', ruleId],
    queryFn: ({ signal }) => api(`${rulePath(ruleId)}/overrides`, overridesSchema, { signal }),
  })
}

/** After any write everything that shows rules is asked again. */
function useRuleWrite<Input, Output>(act: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSettled: () =>
      Promise.all(
        ['rules', 'rule', 'rule-names', 'rule-overrides'].map((name) =>
          client.invalidateQueries({ queryKey: [name] }),
        ),
      ),
  })
}

export const useCreateRule = () =>
  useRuleWrite((rule: NewRule) => write('POST', '/api/v1/rules', ruleViewSchema, rule))
export const useChangeRule = (ruleId: string) =>
  useRuleWrite((rule: RuleChange) => write('PUT', rulePath(ruleId), ruleViewSchema, rule))
export const useDeleteRule = (ruleId: string) =>
  useRuleWrite(() => write('DELETE', rulePath(ruleId), anySchema))

export const useSaveOverride = (ruleId: string) =>
  useRuleWrite(({ customerId, ...override }: RuleOverride & { customerId: string }) =>
    write('PUT', overridePath(ruleId, customerId), anySchema, override),
  )
export const useFollowPack = (ruleId: string) =>
  useRuleWrite((customerId: string) => write('DELETE', overridePath(ruleId, customerId), anySchema))

/** Turns a rule on or off where it is looked at: itself, or for one customer of those that follow the pack. */
export function useSwitchRule(ruleId: string, customerId: string | null) {
  return useRuleWrite(async (enabled: boolean) => {
    if (customerId === null) {
      const { name, severity, spec, version } = await readRule(ruleId)
      return write('PUT', rulePath(ruleId), anySchema, { name, severity, spec, version, enabled })
    }
    const { overrides } = await api(`${rulePath(ruleId)}/overrides`, overridesSchema)
    const known = overrides.find((one) => one.customerId === customerId)
    const { severity = null, patch = {}, reason = '' } = known ?? {}
    return write('PUT', overridePath(ruleId, customerId), anySchema, { enabled, severity, patch, reason })
  })
}
