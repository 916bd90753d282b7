'use client'

import { useState } from 'react'
import { useCollection } from '#components/notifications/shared/collection.ts'
import { Loaded } from '#components/notifications/shared/loaded.tsx'
import { SettingsHeading } from '#components/settings/page-parts.tsx'
import { Button } from '#components/ui/button.tsx'
import { invitations, members } from '../collections.ts'
import { InviteForm } from './invite-form.tsx'
import { InviteRow } from './invite-row.tsx'
import { MemberRow } from './member-row.tsx'

/** Who may sign in, who is invited, and what each may see. */
export function PeoplePage({ ownId }: { ownId: string }) {
  const list = useCollection(members, 30_000)
  const [isInviting, setInviting] = useState(false)
  return (
    <div className="flex flex-col gap-6">
      <SettingsHeading
        about="Everybody who may sign in. Whoever is disabled is out at once, open pages within five seconds."
        action={
          !isInviting && (
            <Button look="primary" onClick={() => setInviting(true)}>
              Invite somebody
            </Button>
          )
        }
        title="People"
      />
      {isInviting && <InviteForm onClose={() => setInviting(false)} />}
      <Invited />
      <section aria-label="Members" className="flex flex-col gap-2">
        <h2 className="text-base font-semibold">Members</h2>
        <Loaded query={list} rows={6}>
          {(all) => (
            <ul className="flex flex-col gap-2">
              {all.map((one) => (
                <MemberRow isSelf={one.id === ownId} key={one.id} one={one} />
              ))}
            </ul>
          )}
        </Loaded>
      </section>
    </div>
  )
}

/** Invitations that wait, and those that ran out: they can be sent again. */
function Invited() {
  const list = useCollection(invitations, 30_000)
  const shown = (list.data ?? []).filter(({ state }) => state === 'open' || state === 'expired')
  if (list.isSuccess && shown.length === 0) return null
  return (
    <section aria-label="Invitations" className="flex flex-col gap-2">
      <h2 className="text-base font-semibold">Invited</h2>
      <Loaded query={list} rows={1}>
        {() => (
          <ul className="flex flex-col gap-2">
            {shown.map((one) => (
              <InviteRow key={one.inviteId} one={one} />
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  )
}
