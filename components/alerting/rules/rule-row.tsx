'use client'

import Link from 'next/link'
import { plural } from '#components/alerting/suppression/plural.ts'
import { withCustomer } from '#components/shell/nav.tsx'
import { QuietGlyph, StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { RuleView } from '#lib/alerting/rules/contract.ts'
import { Drift } from './drift.tsx'
import type { OverrideView } from './overrides-panel.tsx'
import { RuleProblems } from './rule-problems.tsx'
import { RuleSwitch } from './rule-switch.tsx'
import { SeverityTag } from './severity-tag.tsx'
import { useRuleHere } from './use-rule-here.ts'

/** One rule: its sentence, what it says now, and whether it is on. */
export function RuleRow({
  rule: asWritten,
  customerId,
  mayWrite,
}: {
  rule: RuleView
  /** the customer the list is narrowed to */
  customerId: string | null
  mayWrite: boolean
}) {
  const { rule, override } = useRuleHere(asWritten, customerId)
  return (
    <article className="flex flex-col gap-2 rounded-lg border border-border bg-surface p-3 text-ui">
      <div className="flex items-start justify-between gap-3">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h3 className="min-w-0 font-medium">
            <Link
              className="hover:underline"
              href={withCustomer(`/settings/rules/${rule.ruleId}`, customerId)}
            >
              <bdi>{rule.name}</bdi>
            </Link>
          </h3>
          <SeverityTag severity={rule.severity} />
          <States rule={rule} />
        </div>
        <RuleSwitch customerId={customerId} mayWrite={mayWrite} rule={rule} />
      </div>
      <p className={rule.enabled ? 'text-text-2' : 'text-text-3'}>{rule.sentence}</p>
      {override ? <Here override={override} /> : <Differences rule={rule} />}
      <RuleProblems problems={rule.problems} />
    </article>
  )
}

/** What it says now. A rule that is off says nothing, which is not the same as calm. */
function States({ rule: { firing, pending, enabled, problems } }: { rule: RuleView }) {
  if (!enabled && firing + pending === 0) return <span className="text-text-3">off, watches nothing</span>
  return (
    <>
      {firing > 0 && (
        <span className="inline-flex items-center gap-1 font-medium text-crit-fg tabular-nums">
          <StatusGlyph size={14} token="crit" /> {firing} firing
        </span>
      )}
      {pending > 0 && (
        <span className="inline-flex items-center gap-1 font-medium text-minor-fg tabular-nums">
          <StatusGlyph size={14} token="minor" /> {pending} pending
        </span>
      )}
      {firing + pending === 0 && problems.length === 0 && (
        <span className="inline-flex items-center gap-1 text-text-3">
          <QuietGlyph size={14} /> quiet
        </span>
      )}
    </>
  )
}

/** What this customer has otherwise, in words. */
function Here({ override: { differences, drifted, reason } }: { override: OverrideView }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-text-2">
      <strong className="font-medium text-text">Here otherwise than in the pack:</strong>
      {differences.map(({ what, pack, here }) => `${what} ${here} (pack: ${pack})`).join(', ') ||
        'nothing any more'}
      {reason && <bdi dir="auto">“{reason}”</bdi>}
      {drifted && <Drift text="the pack has changed since" />}
    </p>
  )
}

function Differences({ rule: { overrides, drifted } }: { rule: RuleView }) {
  if (overrides === 0) return null
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-xs text-text-2">
      {plural(overrides, 'customer')} {overrides === 1 ? 'has' : 'have'} it otherwise
      {drifted > 0 && <Drift text={`${drifted} from before the pack changed`} />}
    </p>
  )
}
