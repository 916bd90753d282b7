'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useRefresh } from '#components/notifications/shared/collection.ts'
import { EditorHead } from '#components/notifications/shared/page-head.tsx'
import { settingsHref } from '#components/notifications/shared/settings-address.ts'
import { write } from '#components/sessions/write-api.ts'
import { useAnnounce } from '#components/ui/announcer.tsx'
import { integrationSecretSchema } from '#lib/alerting/intake/contract.ts'
import { type IntegrationKind, integrationKinds } from '#lib/alerting/intake/settings.ts'
import { integrations } from './collections.ts'
import { kindWords } from './kind-words.ts'
import { type Asked, NewIntegrationForm } from './new-integration-form.tsx'
import { SetupGuide } from './setup-guide.tsx'
import { WaitingPanel } from './waiting-panel.tsx'

/** Choose the tool, name it, paste what it says, and see the first delivery arrive. */
export function AddIntegration({ scoped }: { scoped: string | null }) {
  const [kind, setKind] = useState<IntegrationKind | null>(null)
  const refresh = useRefresh()
  const announce = useAnnounce()
  const add = useMutation({
    mutationFn: (asked: Asked) => write('POST', integrations.path, integrationSecretSchema, asked),
    onSuccess: async () => {
      announce('Added. Now set it up at the other tool.')
      await refresh(integrations.path)
    },
  })
  const back = { label: 'Integrations', href: settingsHref('integrations', scoped) }
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <EditorHead back={back} title={kind ? kindWords[kind].name : 'Add an integration'} />
      {kind === null && <KindChoice onChoose={setKind} />}
      {kind !== null && !add.data && (
        <NewIntegrationForm
          kind={kind}
          onBack={() => setKind(null)}
          onSend={(asked) => add.mutate(asked)}
          problem={add.error}
          scoped={scoped}
          sending={add.isPending}
        />
      )}
      {kind !== null && add.data && (
        <>
          <SetupGuide kind={kind} secret={add.data} />
          <WaitingPanel integrationId={add.data.integrationId} />
        </>
      )}
    </div>
  )
}

function KindChoice({ onChoose }: { onChoose: (kind: IntegrationKind) => void }) {
  return (
    <ul aria-label="What sends the alerts?" className="grid gap-2 sm:grid-cols-2">
      {integrationKinds.map((kind) => (
        <li key={kind}>
          <button
            className="h-full w-full rounded-lg border border-border bg-surface p-3 text-left hover:border-border-strong hover:bg-raised"
            onClick={() => onChoose(kind)}
            type="button"
          >
            <span className="block font-medium text-ui">{kindWords[kind].name}</span>
            <span className="block text-text-2 text-ui">{kindWords[kind].about}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
