'use client'

import { useState } from 'react'
import { useCollection } from '#components/notifications/shared/collection.ts'
import { EmptyNote, Loaded, ReasonNote, WarningNote } from '#components/notifications/shared/loaded.tsx'
import { useRights } from '#components/notifications/shared/use-rights.ts'
import { SettingsHeading } from '#components/settings/page-parts.tsx'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { Button } from '#components/ui/button.tsx'
import type { HeartbeatSecret } from '#lib/alerting/heartbeats/contract.ts'
import { heartbeats } from './collections.ts'
import { CopyBlock } from './copy-block.tsx'
import { HeartbeatForm } from './heartbeat-form.tsx'
import { HeartbeatRow } from './heartbeat-row.tsx'

/** What must call in, and an alert when it does not. */
export function HeartbeatsPage() {
  const scoped = useScopedCustomer()
  const rights = useRights()
  const list = useCollection(heartbeats, 5_000)
  const [isAdding, setAdding] = useState(false)
  const [shown, setShown] = useState<HeartbeatSecret | null>(null)
  const mayWrite = rights?.mayWrite ?? false
  const add = mayWrite && !isAdding && (
    <Button look="primary" onClick={() => setAdding(true)}>
      Add a heartbeat
    </Button>
  )
  return (
    <div className="flex flex-col gap-4">
      <SettingsHeading
        about="A job calls its address each time it has run. When the call stays away, there is an alert; the next call ends it."
        action={add}
        title="Heartbeats"
      />
      {rights && !mayWrite && (
        <ReasonNote>You can read this. Managers and administrators change it.</ReasonNote>
      )}
      {shown && <Address onClose={() => setShown(null)} secret={shown} />}
      {isAdding && (
        <HeartbeatForm
          onAdded={(secret) => {
            setShown(secret)
            setAdding(false)
          }}
          onCancel={() => setAdding(false)}
          scoped={scoped}
        />
      )}
      <Loaded query={list}>
        {(all) => {
          const ours = all.filter(({ customerId }) => scoped === null || customerId === scoped)
          return ours.length === 0 ? (
            <EmptyNote action={add} title="Nothing has to call in yet">
              Good for what fails without a word: backups, certificate renewals, recording uploads, cron jobs.
            </EmptyNote>
          ) : (
            <ul aria-label="Heartbeats" className="flex flex-col gap-2">
              {ours.map((one) => (
                <HeartbeatRow key={one.heartbeatId} mayWrite={mayWrite} one={one} onRotated={setShown} />
              ))}
            </ul>
          )
        }}
      </Loaded>
    </div>
  )
}

function Address({ secret, onClose }: { secret: HeartbeatSecret; onClose: () => void }) {
  return (
    <section
      aria-label="Its address"
      className="flex flex-col gap-2 rounded-lg border border-border-strong bg-surface p-4"
    >
      <WarningNote>This is the only time the address is shown. Put it at the end of the job:</WarningNote>
      <CopyBlock label="the line for the job" text={`curl -fsS -m 10 --retry 3 ${secret.url}`} />
      <p className="text-text-2 text-ui">
        It counts from its first call on: until then it waits and raises nothing.
      </p>
      <div>
        <Button onClick={onClose}>I have it</Button>
      </div>
    </section>
  )
}
