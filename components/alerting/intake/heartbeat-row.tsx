'use client'

import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { z } from 'zod'
import { useRefresh } from '#components/notifications/shared/collection.ts'
import { ConfirmButton } from '#components/notifications/shared/confirm-button.tsx'
import { spanWords } from '#components/notifications/shared/span-words.ts'
import { write } from '#components/sessions/write-api.ts'
import { NotStored } from '#components/settings/page-parts.tsx'
import { Ago } from '#components/time/time.tsx'
import { StatusWord } from '#components/ui/band.tsx'
import {
  type HeartbeatSecret,
  type HeartbeatView,
  heartbeatSecretSchema,
} from '#lib/alerting/heartbeats/contract.ts'
import { severityWords } from '#lib/alerting/severity-words.ts'
import { heartbeats } from './collections.ts'
import { stateOfHeartbeat } from './heartbeat-state.ts'

/** One heartbeat: is it there, when was it last heard, and how late may it be. */
export function HeartbeatRow({
  one,
  mayWrite,
  onRotated,
}: {
  one: HeartbeatView
  mayWrite: boolean
  onRotated: (secret: HeartbeatSecret) => void
}) {
  return (
    <li className="flex flex-col gap-1 rounded-lg border border-border bg-surface p-3 sm:p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{one.name}</span>
        <StatusWord {...stateOfHeartbeat(one)} />
        <span className="text-text-2 text-xs sm:ml-auto">{one.customerName}</span>
      </div>
      <p className="text-text-2 text-ui">
        Every {spanWords(one.intervalMs)}, late by at most {spanWords(one.graceMs)} ·{' '}
        {severityWords[one.severity]} when missing ·{' '}
        {one.lastBeatAt === null ? (
          'never heard'
        ) : (
          <>
            last heard <Ago at={one.lastBeatAt} />
          </>
        )}{' '}
        · address /beat/{one.hint}…
        {one.alertId && (
          <>
            {' · '}
            <Link className="font-medium text-text underline" href={`/alerts/${one.alertId}`}>
              its alert
            </Link>
          </>
        )}
      </p>
      {mayWrite && !one.disabled && <Acts onRotated={onRotated} one={one} />}
    </li>
  )
}

function Acts({ one, onRotated }: { one: HeartbeatView; onRotated: (secret: HeartbeatSecret) => void }) {
  const refresh = useRefresh()
  const path = `${heartbeats.path}/${one.heartbeatId}`
  const rotate = useMutation({
    mutationFn: () => write('POST', `${path}/rotate`, heartbeatSecretSchema),
    onSuccess: async (secret) => {
      await refresh(heartbeats.path)
      onRotated(secret)
    },
  })
  const disable = useMutation({
    mutationFn: () => write('DELETE', path, z.unknown()),
    onSuccess: () => refresh(heartbeats.path),
  })
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ConfirmButton
        confirm="Make a new address"
        label="New address"
        onConfirm={() => rotate.mutate()}
        title="Make a new address?"
      >
        The address it has now stops counting at once: change the job right after.
      </ConfirmButton>
      <ConfirmButton
        confirm="Disable"
        label="Disable"
        onConfirm={() => disable.mutate()}
        title={`Disable ${one.name}?`}
      >
        Nothing is expected of it any more. Its open alert ends.
      </ConfirmButton>
      <NotStored problem={rotate.error ?? disable.error} />
    </div>
  )
}
