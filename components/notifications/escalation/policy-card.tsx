'use client'

import Link from 'next/link'
import { buttonClass } from '#components/ui/button.tsx'
import type { PolicyView } from '#lib/notifications/contract.ts'
import { WarningNote } from '../shared/loaded.tsx'
import { countWords, spanWords } from '../shared/span-words.ts'
import { Ladder } from './ladder.tsx'
import { ladderMs, policyWarning } from './policy-sentence.ts'
import type { Targets } from './use-targets.ts'

export function PolicyCard({
  policy,
  whose,
  targets,
  href,
  mayEdit,
}: {
  policy: PolicyView
  whose: string
  targets: Targets
  href: string
  mayEdit: boolean
}) {
  const warning = targets.isPending ? null : policyWarning(policy.steps, targets.isKnown, targets.hasSomebody)
  return (
    <li className="flex flex-col gap-3 rounded-lg border border-border bg-surface p-4">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold text-sm" dir="auto">
            {policy.name}
          </h2>
          <p className="text-text-2 text-xs">
            for {whose} · {countWords(policy.steps.length, 'step')} within {spanWords(ladderMs(policy.steps))}
          </p>
        </div>
        <Link
          aria-label={`${mayEdit ? 'Edit' : 'View'} ${policy.name}`}
          className={buttonClass('quiet')}
          href={href}
        >
          {mayEdit ? 'Edit' : 'View'}
        </Link>
      </div>
      {warning && <WarningNote>{warning}</WarningNote>}
      <Ladder repeat={policy.repeat} steps={policy.steps} targets={targets} />
    </li>
  )
}
