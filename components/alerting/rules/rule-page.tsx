'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ApiProblem } from '#components/query/api.ts'
import {
  LoadFailed,
  NotStored,
  ReadOnlyNotice,
  RowsSkeleton,
  SettingsHeading,
} from '#components/settings/page-parts.tsx'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { withCustomer } from '#components/shell/nav.tsx'
import { Button } from '#components/ui/button.tsx'
import type { RuleView } from '#lib/alerting/rules/contract.ts'
import { ConflictNotice } from './conflict-notice.tsx'
import { OverridesPanel } from './overrides-panel.tsx'
import { RuleEditor } from './rule-editor.tsx'
import type { RuleForm } from './rule-form.ts'
import { RuleProblems } from './rule-problems.tsx'
import { readRule, useChangeRule, useDeleteRule, useRule } from './use-rules.ts'

type Rights = { mayWrite: boolean; isAdmin: boolean }

/** One rule: its sentence, and which customers have it otherwise. */
export function RulePage({ ruleId, mayWrite, isAdmin }: { ruleId: string } & Rights) {
  const scoped = useScopedCustomer()
  const read = useRule(ruleId)
  return (
    <>
      <Link className="text-ui text-text-2 hover:underline" href={withCustomer('/settings/rules', scoped)}>
        ← Rules
      </Link>
      {read.isPending && <RowsSkeleton />}
      {read.isError && !read.data && <LoadFailed onAgain={() => void read.refetch()} problem={read.error} />}
      {read.data && <OneRule isAdmin={isAdmin} mayWrite={mayWrite} rule={read.data} />}
    </>
  )
}

function OneRule({ rule, mayWrite, isAdmin }: { rule: RuleView } & Rights) {
  const isPack = rule.customerId === null
  const mayChange = mayWrite && (!isPack || isAdmin)
  const [base, setBase] = useState(rule)
  const saver = useSaveRule(base, setBase)
  return (
    <>
      <SettingsHeading
        about={
          isPack
            ? 'Part of the pack: it holds for every customer that has nothing else decided.'
            : 'A rule of one customer.'
        }
        action={mayChange && <DeleteRule ruleId={rule.ruleId} />}
        title={base.name}
      />
      {!mayWrite && <ReadOnlyNotice who="a manager or administrator" />}
      {mayWrite && !mayChange && (
        <p
          className="mb-4 rounded-md border border-border bg-raised px-3 py-2 text-ui text-text-2"
          role="note"
        >
          The pack is changed by administrators alone. Below, a customer of yours can have this rule
          otherwise.
        </p>
      )}
      <div className="mb-4 empty:hidden">
        <RuleProblems problems={rule.problems} />
      </div>
      <RuleEditor
        isAdmin={isAdmin}
        isNew={false}
        // other words to begin with begin a new form
        key={`${base.ruleId} ${base.version}`}
        mayWrite={mayChange}
        notice={
          saver.conflict && (
            <ConflictNotice
              mine={saver.conflict.mine}
              onKeepMine={saver.keepMine}
              onLoadTheirs={saver.loadTheirs}
              theirs={saver.conflict.theirs}
            />
          )
        }
        onSave={saver.save}
        problem={saver.problem}
        saving={saver.saving}
        start={formOf(base)}
      />
      {isPack && <OverridesPanel mayWrite={mayWrite} rule={base} />}
    </>
  )
}

const formOf = ({ customerId, name, severity, enabled, spec }: RuleView): RuleForm => ({
  customerId,
  name,
  severity,
  enabled,
  spec,
})

/** Saving with the version that was read; who was faster is told, not overwritten. */
function useSaveRule(base: RuleView, onSaved: (rule: RuleView) => void) {
  const change = useChangeRule(base.ruleId)
  const [conflict, setConflict] = useState<{ mine: RuleForm; theirs: RuleView } | null>(null)
  const send = ({ customerId: _stays, ...mine }: RuleForm, version: number) =>
    change.mutate(
      { ...mine, version },
      {
        onSuccess: (saved) => {
          setConflict(null)
          onSaved(saved)
        },
        onError: async (problem) => {
          if (!(problem instanceof ApiProblem && problem.status === 409)) return
          const theirs = await readRule(base.ruleId).catch(() => null)
          if (theirs) setConflict({ mine: { customerId: base.customerId, ...mine }, theirs })
        },
      },
    )
  return {
    conflict,
    saving: change.isPending,
    problem: conflict ? null : change.error,
    save: (mine: RuleForm) => send(mine, base.version),
    keepMine: () => conflict && send(conflict.mine, conflict.theirs.version),
    loadTheirs: () => {
      if (conflict) onSaved(conflict.theirs)
      setConflict(null)
    },
  }
}

function DeleteRule({ ruleId }: { ruleId: string }) {
  const router = useRouter()
  const scoped = useScopedCustomer()
  const remove = useDeleteRule(ruleId)
  const [sure, setSure] = useState(false)
  if (!sure) return <Button onClick={() => setSure(true)}>Delete …</Button>
  return (
    <div className="flex flex-wrap items-center gap-2">
      <NotStored problem={remove.error} />
      <span className="text-ui">Its alerts stay; it watches no more.</span>
      <Button
        disabled={remove.isPending}
        look="primary"
        onClick={() =>
          remove.mutate(undefined, { onSuccess: () => router.push(withCustomer('/settings/rules', scoped)) })
        }
      >
        Delete it
      </Button>
      <Button onClick={() => setSure(false)}>Keep it</Button>
    </div>
  )
}
