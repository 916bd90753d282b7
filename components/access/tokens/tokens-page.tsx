'use client'

import { useState } from 'react'
import { useCollection } from '#components/notifications/shared/collection.ts'
import { EmptyNote, Loaded, WarningNote } from '#components/notifications/shared/loaded.tsx'
import { SettingsHeading } from '#components/settings/page-parts.tsx'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import type { CreatedApiToken } from '#lib/access/api-tokens/contract.ts'
import type { Role } from '#lib/access/member.ts'
import { tokens } from '../collections.ts'
import { TokenForm } from './token-form.tsx'
import { TokenRow } from './token-row.tsx'

/** Tokens for programs that act for oneself. */
export function TokensPage({ role }: { role: Role }) {
  const list = useCollection(tokens, 30_000)
  const [isMaking, setMaking] = useState(false)
  const [made, setMade] = useState<CreatedApiToken | null>(null)
  const add = !isMaking && (
    <Button look="primary" onClick={() => setMaking(true)}>
      Make a token
    </Button>
  )
  return (
    <div className="flex flex-col gap-4">
      <SettingsHeading
        about="A program with a token acts for you, with what you allow it and never more than you may. The API is described at /api/v1/openapi.json."
        action={add}
        title="My tokens"
      />
      {made && <Shown made={made} onClose={() => setMade(null)} />}
      {isMaking && (
        <TokenForm
          onClose={() => setMaking(false)}
          onMade={(token) => {
            setMade(token)
            setMaking(false)
          }}
          role={role}
        />
      )}
      <Loaded query={list}>
        {(all) =>
          all.length === 0 ? (
            <EmptyNote action={add} title="No tokens yet">
              Good for a script that opens incidents, a report that is fetched each night, or a wall of your
              own.
            </EmptyNote>
          ) : (
            <ul aria-label="Tokens" className="flex flex-col gap-2">
              {all.map((one) => (
                <TokenRow key={one.tokenId} one={one} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  )
}

function Shown({ made, onClose }: { made: CreatedApiToken; onClose: () => void }) {
  return (
    <section
      aria-label="The new token"
      className="flex flex-col gap-3 rounded-lg border border-border-strong bg-surface p-4"
    >
      <WarningNote>
        This is the only time the token is shown. Put it where the program keeps its secrets.
      </WarningNote>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 rounded-md bg-raised px-2 py-1 text-ui [overflow-wrap:anywhere]">
          {made.token}
        </code>
        <CopyButton label="the token" text={made.token} />
      </div>
      <p className="text-text-2 text-ui">
        It goes into the header of each request: <code>Authorization: Bearer {made.hint}…</code>
      </p>
      <div>
        <Button onClick={onClose}>I have it</Button>
      </div>
    </section>
  )
}
