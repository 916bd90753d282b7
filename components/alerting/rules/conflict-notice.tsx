'use client'

import { Ago } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import type { RuleView } from '#lib/alerting/rules/contract.ts'
import { describeRule } from '#lib/alerting/rules/describe-rule.ts'
import type { RuleForm } from './rule-form.ts'

/** Somebody was faster: both versions stand there in words, and nothing is lost until one is chosen. */
export function ConflictNotice({
  mine,
  theirs,
  onLoadTheirs,
  onKeepMine,
}: {
  mine: RuleForm
  theirs: RuleView
  onLoadTheirs: () => void
  onKeepMine: () => void
}) {
  return (
    <section
      aria-label="Somebody else changed this rule"
      className="flex flex-col gap-3 rounded-lg border border-border-strong p-4 text-ui"
      role="alert"
    >
      <p className="font-medium">
        Somebody changed this rule <Ago at={theirs.updatedAt} /> while you were writing. Nothing was stored
        yet.
      </p>
      <dl className="grid gap-3 sm:grid-cols-2">
        <Version name={theirs.name} sentence={theirs.sentence} whose="Theirs, stored" />
        <Version name={mine.name} sentence={describeRule(mine.spec, mine.severity)} whose="Yours" />
      </dl>
      <div className="flex flex-wrap gap-2">
        <Button onClick={onLoadTheirs}>Load theirs</Button>
        <Button onClick={onKeepMine}>Keep mine</Button>
      </div>
    </section>
  )
}

function Version({ whose, name, sentence }: { whose: string; name: string; sentence: string }) {
  return (
    <div>
      <dt className="text-xs text-text-3">{whose}</dt>
      <dd>
        <bdi className="font-medium">{name}</bdi>
        <p className="text-text-2">{sentence}</p>
      </dd>
    </div>
  )
}
