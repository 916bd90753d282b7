'use client'

import { useMutation } from '@tanstack/react-query'
import { z } from 'zod'
import { useRefresh } from '#components/notifications/shared/collection.ts'
import { ConfirmButton } from '#components/notifications/shared/confirm-button.tsx'
import { EditorHead } from '#components/notifications/shared/page-head.tsx'
import { settingsHref } from '#components/notifications/shared/settings-address.ts'
import { write } from '#components/sessions/write-api.ts'
import { NotStored } from '#components/settings/page-parts.tsx'
import { AbsoluteTime } from '#components/time/time.tsx'
import { StatusWord } from '#components/ui/band.tsx'
import {
  type DeliveryStatus,
  type IntegrationView,
  integrationSecretSchema,
} from '#lib/alerting/intake/contract.ts'
import { integrations } from './collections.ts'
import { DeliveryDetail } from './delivery-detail.tsx'
import { DeliveryList } from './delivery-list.tsx'
import { IntegrationSettingsForm } from './integration-settings.tsx'
import { stateOfIntegration } from './integration-state.ts'
import { kindWords } from './kind-words.ts'
import { MappingEditor } from './mapping-editor.tsx'
import { SetupGuide } from './setup-guide.tsx'
import { useDeliveries } from './use-deliveries.ts'

type Props = {
  one: IntegrationView
  scoped: string | null
  status: DeliveryStatus | undefined
  deliveryId: string | null
  mayWrite: boolean
}

/** One outside monitor: what comes, what it means, and how it is set. */
export function IntegrationDetail({ one, scoped, status, deliveryId, mayWrite }: Props) {
  const newest = useDeliveries({ integration: one.integrationId })
  const mapped =
    deliveryId ?? newest.data?.find((delivery) => delivery.status !== 'refused')?.deliveryId ?? null
  const isMappable = one.kind !== 'pagerduty' && one.kind !== 'sentry'
  const showsMapping = one.kind === 'generic' || one.needsMapping > 0 || one.settings.mapping !== null
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        <EditorHead
          back={{ label: 'Integrations', href: settingsHref('integrations', scoped) }}
          title={one.name}
        />
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-text-2 text-ui">
          <StatusWord {...stateOfIntegration(one)} /> {kindWords[one.kind].name} · {one.customerName} ·{' '}
          {one.openAlerts} open
          {one.previousUntil !== null && one.previousUntil > 0 && (
            <span>
              the secret before works until <AbsoluteTime at={one.previousUntil} show="moment" />
            </span>
          )}
        </p>
      </div>
      {deliveryId && <DeliveryDetail deliveryId={deliveryId} mayWrite={mayWrite} />}
      {isMappable && showsMapping && mayWrite && !one.disabled && (
        <section aria-label="Field mapping" className="flex flex-col gap-2">
          <h2 className="font-semibold">Field mapping</h2>
          <MappingEditor deliveryId={mapped} key={one.integrationId} one={one} />
        </section>
      )}
      <DeliveryList integrationId={one.integrationId} scoped={scoped} status={status} />
      {mayWrite && !one.disabled && (
        <section aria-label="Settings of this integration" className="flex flex-col gap-3">
          <h2 className="font-semibold">Settings</h2>
          <IntegrationSettingsForm key={one.integrationId} one={one} />
          <SecretActs one={one} />
        </section>
      )}
    </div>
  )
}

function SecretActs({ one }: { one: IntegrationView }) {
  const refresh = useRefresh()
  const path = `${integrations.path}/${one.integrationId}`
  const done = { onSuccess: () => refresh(integrations.path) }
  const rotate = useMutation({
    mutationFn: () => write('POST', `${path}/rotate`, integrationSecretSchema),
    ...done,
  })
  const disable = useMutation({ mutationFn: () => write('DELETE', path, z.unknown()), ...done })
  return (
    <div className="flex flex-col gap-3 border-border border-t pt-4">
      <div className="flex flex-wrap gap-2">
        <ConfirmButton
          confirm="Make a new secret"
          label="Rotate the secret"
          onConfirm={() => rotate.mutate()}
          title="Rotate the secret?"
        >
          The address changes. The one before works for 24 hours more, so that the sender can be changed in
          peace.
        </ConfirmButton>
        <ConfirmButton
          confirm="Disable"
          label="Disable"
          onConfirm={() => disable.mutate()}
          title={`Disable ${one.name}?`}
        >
          Nothing is taken from it any more. Its open alerts stay until somebody ends them.
        </ConfirmButton>
      </div>
      <NotStored problem={rotate.error ?? disable.error} />
      {rotate.data && <SetupGuide kind={one.kind} secret={rotate.data} />}
    </div>
  )
}
