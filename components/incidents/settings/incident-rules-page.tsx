'use client'

import { useState } from 'react'
import { useNameOf } from '#components/alerting/suppression/use-label-names.ts'
import { ConfirmButton } from '#components/notifications/shared/confirm-button.tsx'
import {
  EmptyPlace,
  LoadFailed,
  NotStored,
  ReadOnlyNotice,
  RowsSkeleton,
  SettingsHeading,
} from '#components/settings/page-parts.tsx'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { Ago } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import type { IncidentRuleView } from '#lib/incidents/api-contract.ts'
import { IncidentRuleForm } from './incident-rule-form.tsx'
import { ruleSentence } from './rule-sentence.ts'
import { useChangeIncidentRule, useDeleteIncidentRule, useIncidentRules } from './use-incident-rules.ts'

type Rights = { mayWrite: boolean; isAdmin: boolean }

/** Which alerts open an incident without anybody. */
export function IncidentRulesPage(rights: Rights) {
  const list = useIncidentRules()
  const scoped = useScopedCustomer()
  const [adding, setAdding] = useState(false)
  const rules = (list.data?.rules ?? []).filter(
    ({ customerId }) => scoped === null || customerId === null || customerId === scoped,
  )
  return (
    <>
      <SettingsHeading
        about="Which alerts open an incident by themselves. Alerts of the same customer that come while it is open join it; people move it on."
        action={
          rights.mayWrite &&
          !adding && (
            <Button look="primary" onClick={() => setAdding(true)}>
              New rule
            </Button>
          )
        }
        title="Incident rules"
      />
      {!rights.mayWrite && <ReadOnlyNotice who="a manager or administrator" />}
      {adding && (
        <IncidentRuleForm
          isAdmin={rights.isAdmin}
          onDone={() => setAdding(false)}
          scoped={scoped}
          was={null}
        />
      )}
      {list.isPending && <RowsSkeleton />}
      {list.isError && !list.data && <LoadFailed onAgain={() => void list.refetch()} problem={list.error} />}
      {list.data && rules.length === 0 && (
        <EmptyPlace>
          No rule opens incidents: people do, from alerts. A good first rule: what is Critical for two minutes
          becomes an incident.
        </EmptyPlace>
      )}
      <ul className="flex flex-col gap-2">
        {rules.map((rule) => (
          <li key={rule.ruleId}>
            <Rule rule={rule} {...rights} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Rule({ rule, mayWrite, isAdmin }: { rule: IncidentRuleView } & Rights) {
  const [editing, setEditing] = useState(false)
  const nameOf = useNameOf(rule.customerId)
  if (editing)
    return <IncidentRuleForm isAdmin={isAdmin} onDone={() => setEditing(false)} scoped={null} was={rule} />
  const writable = mayWrite && (rule.customerId !== null || isAdmin)
  return (
    <article className="flex flex-col gap-1.5 rounded-lg border border-border bg-surface p-3 text-ui">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="min-w-0 font-medium wrap-anywhere">
          <bdi>{rule.name}</bdi>
        </h2>
        <span className="text-text-2">
          {rule.enabled ? 'on' : 'off'} · {rule.customerName ?? 'for all customers'} · changed{' '}
          <Ago at={rule.updatedAt} />
        </span>
      </div>
      <p className={rule.enabled ? undefined : 'text-text-3'}>{ruleSentence(rule, nameOf)}</p>
      {writable && <Acts onEdit={() => setEditing(true)} rule={rule} />}
      {mayWrite && !writable && (
        <p className="text-xs text-text-3">It serves all customers: only administrators change it.</p>
      )}
    </article>
  )
}

function Acts({ rule, onEdit }: { rule: IncidentRuleView; onEdit: () => void }) {
  const change = useChangeIncidentRule(rule.ruleId)
  const remove = useDeleteIncidentRule(rule.ruleId)
  const { ruleId: _id, customerId: _of, customerName: _name, updatedAt: _at, ...stored } = rule
  const busy = change.isPending || remove.isPending
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button disabled={busy} onClick={onEdit}>
        Change
      </Button>
      <Button disabled={busy} onClick={() => change.mutate({ ...stored, enabled: !rule.enabled })}>
        Switch {rule.enabled ? 'off' : 'on'}
      </Button>
      <ConfirmButton
        confirm="Delete"
        disabled={busy}
        label="Delete"
        onConfirm={() => remove.mutate(undefined)}
        title={`Delete “${rule.name}”?`}
      >
        <p>Incidents it has opened stay as they are.</p>
      </ConfirmButton>
      <NotStored problem={change.error ?? remove.error} />
    </div>
  )
}
