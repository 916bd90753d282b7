'use client'

import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import { useCollection } from '../shared/collection.ts'
import { policies } from '../shared/collections.ts'
import { EmptyNote, Loaded, ReasonNote, Skeleton } from '../shared/loaded.tsx'
import { PageHead } from '../shared/page-head.tsx'
import { settingsHref } from '../shared/settings-address.ts'
import { isInScope, useCustomers } from '../shared/use-customers.ts'
import { useRights, whyNot } from '../shared/use-rights.ts'
import { PolicyCard } from './policy-card.tsx'
import { PolicyEditor } from './policy-editor.tsx'
import { useTargets } from './use-targets.ts'

/** Who is told next when nobody answers. */
export function EscalationPage() {
  const edited = useSearchParams().get('edit')
  const scoped = useScopedCustomer()
  const rights = useRights()
  const targets = useTargets()
  const list = useCollection(policies)
  if (edited === null) return <PolicyList />
  if (!rights || targets.isPending) return <Skeleton rows={4} />
  return (
    <Loaded query={list}>
      {(all) => {
        const stored = all.find(({ policyId }) => policyId === edited) ?? null
        if (!stored && edited !== 'new')
          return <EmptyNote title="No such policy">It was removed, or it is not yours to see.</EmptyNote>
        return <PolicyEditor key={edited} rights={rights} scoped={scoped} stored={stored} targets={targets} />
      }}
    </Loaded>
  )
}

function PolicyList() {
  const scoped = useScopedCustomer()
  const rights = useRights()
  const targets = useTargets()
  const { nameOf } = useCustomers()
  const list = useCollection(policies)
  const reason = rights ? whyNot(rights, false) : null
  const add = settingsHref('escalation', scoped, { edit: 'new' })
  return (
    <div className="flex flex-col gap-4">
      <PageHead action={rights?.mayWrite ? { label: 'Add a policy', href: add } : null} title="Escalation">
        Who is told next when nobody answers. A route starts a policy; acknowledging the alert stops it.
      </PageHead>
      {reason && <ReasonNote>{reason}</ReasonNote>}
      <Loaded query={list}>
        {(all) => {
          const shown = all.filter(({ customerId }) => isInScope(customerId, scoped))
          if (shown.length === 0) return <NoPolicies add={rights?.mayWrite ? add : null} />
          return (
            <ul aria-label="Escalation policies" className="grid items-start gap-3 xl:grid-cols-2">
              {shown.map((policy) => (
                <PolicyCard
                  href={settingsHref('escalation', scoped, { edit: policy.policyId })}
                  key={policy.policyId}
                  mayEdit={whyNot(rights, policy.customerId === null) === null}
                  policy={policy}
                  targets={targets}
                  whose={nameOf(policy.customerId)}
                />
              ))}
            </ul>
          )
        }}
      </Loaded>
    </div>
  )
}

function NoPolicies({ add }: { add: string | null }) {
  return (
    <EmptyNote
      action={
        add && (
          <Link className={buttonClass('primary')} href={add}>
            Add a policy
          </Link>
        )
      }
      title="No policy yet"
    >
      A channel tells once; a policy goes on until somebody acknowledges. Most begin with the schedule on call
      at once, a second person ten minutes later, and the manager after half an hour.
    </EmptyNote>
  )
}
