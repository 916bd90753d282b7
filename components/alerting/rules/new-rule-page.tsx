'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ReadOnlyNotice, SettingsHeading } from '#components/settings/page-parts.tsx'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { withCustomer } from '#components/shell/nav.tsx'
import { Button } from '#components/ui/button.tsx'
import { KindChooser } from './kind-chooser.tsx'
import { RuleEditor } from './rule-editor.tsx'
import type { StartingPoint } from './starting-points.ts'
import { useCreateRule } from './use-rules.ts'

/** First what one wants to hear of, then the sentence. */
export function NewRulePage({ mayWrite, isAdmin }: { mayWrite: boolean; isAdmin: boolean }) {
  const router = useRouter()
  const scoped = useScopedCustomer()
  const create = useCreateRule()
  const [point, setPoint] = useState<StartingPoint | null>(null)
  const list = withCustomer('/settings/rules', scoped)
  return (
    <>
      <Link className="text-ui text-text-2 hover:underline" href={list}>
        ← Rules
      </Link>
      <SettingsHeading
        about={
          point
            ? 'Change the pieces of the sentence until it says what you mean. Beside it stands what it would have done.'
            : 'What do you want to hear of? Everything can be changed afterwards.'
        }
        action={point && <Button onClick={() => setPoint(null)}>Begin with something else</Button>}
        title="New rule"
      />
      {!mayWrite && <ReadOnlyNotice who="a manager or administrator" />}
      {mayWrite && !point && <KindChooser onChoose={setPoint} />}
      {mayWrite && point && (
        <RuleEditor
          isAdmin={isAdmin}
          isNew
          key={point.kind}
          mayWrite
          onSave={(rule) => create.mutate(rule, { onSuccess: () => router.push(list) })}
          problem={create.error}
          saving={create.isPending}
          start={{
            customerId: scoped ?? (isAdmin ? null : ''),
            name: point.name,
            severity: point.severity,
            enabled: true,
            spec: point.spec,
          }}
        />
      )}
    </>
  )
}
