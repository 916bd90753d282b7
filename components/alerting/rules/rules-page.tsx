'use client'

import Link from 'next/link'
import { useCustomers } from '#components/alerting/suppression/use-label-names.ts'
import {
  EmptyPlace,
  LoadFailed,
  ReadOnlyNotice,
  RowsSkeleton,
  SettingsHeading,
} from '#components/settings/page-parts.tsx'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { withCustomer } from '#components/shell/nav.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import type { RuleView } from '#lib/alerting/rules/contract.ts'
import { RuleRow } from './rule-row.tsx'
import { useRules } from './use-rules.ts'

type Rights = { mayWrite: boolean; isAdmin: boolean }

/** Every rule as a sentence: the pack that all customers have, and what single customers have beside it. */
export function RulesPage({ mayWrite, isAdmin }: Rights) {
  const customerId = useScopedCustomer()
  const list = useRules(customerId)
  return (
    <>
      <SettingsHeading
        about="A rule says when somebody must look. The pack holds for every customer; each may have a rule otherwise, and have rules of its own."
        action={
          mayWrite && (
            <Link className={buttonClass('primary')} href={withCustomer('/settings/rules/new', customerId)}>
              New rule
            </Link>
          )
        }
        title="Rules"
      />
      {!mayWrite && <ReadOnlyNotice who="a manager or administrator" />}
      {list.isPending && <RowsSkeleton rows={5} />}
      {list.isError && !list.data && <LoadFailed onAgain={() => void list.refetch()} problem={list.error} />}
      {list.data?.rules.length === 0 && (
        <EmptyPlace>
          There is no rule yet, so nobody is ever told. Begin with “many joins fail”: it needs no history.
        </EmptyPlace>
      )}
      {list.data && (
        <Lists customerId={customerId} isAdmin={isAdmin} mayWrite={mayWrite} rules={list.data.rules} />
      )}
    </>
  )
}

function Lists({
  rules,
  customerId,
  mayWrite,
  isAdmin,
}: { rules: readonly RuleView[]; customerId: string | null } & Rights) {
  const nameOf = new Map(useCustomers().data?.customers.map(({ id, name }) => [id, name]))
  const own = Map.groupBy(
    rules.filter((rule) => rule.customerId !== null),
    (rule) => rule.customerId,
  )
  const sections = [
    { title: 'The pack, for every customer', of: rules.filter((rule) => rule.customerId === null) },
    ...[...own].map(([id, of]) => ({ title: `Only ${nameOf.get(id ?? '') ?? 'one customer'}`, of })),
  ]
  const troubled = rules.filter(({ problems }) => problems.length > 0).length
  return (
    <div className="flex flex-col gap-5">
      {troubled > 0 && (
        <p className="text-ui font-medium" role="status">
          {troubled} of {rules.length} rules cannot be evaluated somewhere; each says why.
        </p>
      )}
      {sections
        .filter(({ of }) => of.length > 0)
        .map(({ title, of }) => (
          <section aria-label={title} key={title}>
            <h2 className="mb-2 text-ui font-semibold">
              {title} <span className="font-normal text-text-3 tabular-nums">{of.length}</span>
            </h2>
            <div className="flex flex-col gap-2">
              {of.map((rule) => (
                <RuleRow
                  customerId={customerId}
                  key={rule.ruleId}
                  mayWrite={mayWrite && (rule.customerId !== null || customerId !== null || isAdmin)}
                  rule={rule}
                />
              ))}
            </div>
          </section>
        ))}
    </div>
  )
}
