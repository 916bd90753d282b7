'use client'

import { useState } from 'react'
import type { z } from 'zod'
import { useCustomers } from '#components/alerting/suppression/use-label-names.ts'
import { inputClass } from '#components/settings/field.tsx'
import { LoadFailed, NotStored } from '#components/settings/page-parts.tsx'
import { Ago } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import type { overrideViewSchema, RuleView } from '#lib/alerting/rules/contract.ts'
import { Drift } from './drift.tsx'
import { OverrideForm } from './override-form.tsx'
import { useFollowPack, useOverrides } from './use-rules.ts'

export type OverrideView = z.infer<typeof overrideViewSchema>

/** Which customers have a rule of the pack otherwise, how, and whether the pack has changed since. */
export function OverridesPanel({ rule, mayWrite }: { rule: RuleView; mayWrite: boolean }) {
  const list = useOverrides(rule.ruleId)
  const customers = useCustomers().data?.customers ?? []
  const [editing, setEditing] = useState<string | null>(null)
  const known = new Set(list.data?.overrides.map(({ customerId }) => customerId))
  const free = customers.filter(({ id }) => !known.has(id))
  const adding = editing !== null && !known.has(editing) ? customers.find(({ id }) => id === editing) : null
  return (
    <section aria-labelledby="overrides" className="mt-8 flex flex-col gap-3 text-ui">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 className="text-base font-semibold" id="overrides">
            Customers that have it otherwise
          </h2>
          <p className="text-text-2">Everything that is not named here follows the pack.</p>
        </div>
        {mayWrite && free.length > 0 && (
          <label className="flex items-center gap-2 text-text-2">
            Decide otherwise for
            <select
              className={inputClass}
              onChange={(event) => setEditing(event.currentTarget.value || null)}
              value={adding?.id ?? ''}
            >
              <option value="">a customer …</option>
              {free.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {list.isError && <LoadFailed onAgain={() => void list.refetch()} problem={list.error} />}
      {list.isPending && <div aria-hidden="true" className="skeleton h-16 rounded-lg" />}
      {adding && (
        <OverrideForm
          customerId={adding.id}
          customerName={adding.name}
          key={adding.id}
          onDone={() => setEditing(null)}
          rule={rule}
        />
      )}
      {list.data?.overrides.length === 0 && !adding && (
        <p className="rounded-lg border border-dashed border-border-strong p-4 text-text-2">
          Every customer follows the pack.
        </p>
      )}
      {list.data?.overrides.map((one) =>
        editing === one.customerId ? (
          <OverrideForm
            customerId={one.customerId}
            customerName={one.customerName}
            key={one.customerId}
            onDone={() => setEditing(null)}
            rule={rule}
            was={one}
          />
        ) : (
          <OverrideRow
            key={one.customerId}
            mayWrite={mayWrite}
            onEdit={() => setEditing(one.customerId)}
            one={one}
            ruleId={rule.ruleId}
          />
        ),
      )}
    </section>
  )
}

function OverrideRow({
  one,
  ruleId,
  mayWrite,
  onEdit,
}: {
  one: OverrideView
  ruleId: string
  mayWrite: boolean
  onEdit: () => void
}) {
  const follow = useFollowPack(ruleId)
  return (
    <article className="flex flex-col gap-2 rounded-lg border border-border bg-surface p-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="flex flex-wrap items-center gap-2 font-medium">
          <bdi>{one.customerName}</bdi>
          {one.drifted && <Drift text="the pack has changed since" />}
        </h3>
        {mayWrite && (
          <div className="flex flex-wrap gap-2">
            <Button onClick={onEdit}>Change</Button>
            <Button disabled={follow.isPending} onClick={() => follow.mutate(one.customerId)}>
              Follow the pack again
            </Button>
          </div>
        )}
      </div>
      {one.differences.length === 0 ? (
        <p className="text-text-2">No difference any more: the pack now says the same.</p>
      ) : (
        <ul className="flex flex-col gap-0.5">
          {one.differences.map(({ what, pack, here }) => (
            <li className="flex flex-wrap gap-x-2" key={what}>
              <span className="text-text-2">{what}:</span>
              <span>
                <del className="text-text-3">
                  <span className="sr-only">in the pack </span>
                  {pack}
                </del>{' '}
                <span aria-hidden="true">→</span>{' '}
                <ins className="font-medium no-underline">
                  <span className="sr-only">here </span>
                  {here}
                </ins>
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className="text-xs text-text-2">
        {one.reason && <bdi dir="auto">“{one.reason}” – </bdi>}
        {one.updatedName ?? 'somebody'}, <Ago at={one.updatedAt} />
      </p>
      <NotStored problem={follow.error} />
    </article>
  )
}
