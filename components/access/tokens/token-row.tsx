'use client'

import { useMutation } from '@tanstack/react-query'
import { useRefresh } from '#components/notifications/shared/collection.ts'
import { ConfirmButton } from '#components/notifications/shared/confirm-button.tsx'
import { write } from '#components/sessions/write-api.ts'
import { NotStored } from '#components/settings/page-parts.tsx'
import { AbsoluteTime, Ago } from '#components/time/time.tsx'
import { useNow } from '#components/time/use-now.ts'
import { StatusWord } from '#components/ui/band.tsx'
import type { ApiTokenView } from '#lib/access/api-tokens/contract.ts'
import { okSchema } from '#lib/access/contract.ts'
import { tokens } from '../collections.ts'
import { useCustomerNames } from '../use-customer-names.ts'

/** One token: what it may do, until when, and when it was used last. */
export function TokenRow({ one }: { one: ApiTokenView }) {
  const now = useNow()
  const names = useCustomerNames(one.customerIds)
  const isOver = one.revokedAt !== null || (now !== null && one.expiresAt <= now)
  return (
    <li className="flex flex-col gap-1 rounded-lg border border-border bg-surface p-3 sm:p-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{one.name}</span>
        <code className="text-text-2 text-xs">{one.hint}…</code>
        {isOver && <StatusWord size={14} token="unk" word={one.revokedAt === null ? 'Ran out' : 'Revoked'} />}
      </div>
      <p className="text-text-2 text-ui [overflow-wrap:anywhere]">
        May {one.scopes.join(', ')} · {one.customerIds.length === 0 ? 'all that you may see' : names}
      </p>
      <p className="text-text-2 text-ui">
        Made <Ago at={one.createdAt} /> · until <AbsoluteTime at={one.expiresAt} show="moment" /> ·{' '}
        {one.lastUsedAt === null ? (
          'never used'
        ) : (
          <>
            last used <Ago at={one.lastUsedAt} />
          </>
        )}
      </p>
      {!isOver && <Revoke one={one} />}
    </li>
  )
}

function Revoke({ one }: { one: ApiTokenView }) {
  const refresh = useRefresh()
  const revoke = useMutation({
    mutationFn: () => write('POST', `${tokens.path}/${one.tokenId}/revoke`, okSchema),
    onSuccess: () => refresh(tokens.path),
  })
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ConfirmButton
        confirm="Revoke"
        disabled={revoke.isPending}
        label="Revoke"
        onConfirm={() => revoke.mutate()}
        title={`Revoke ${one.name}?`}
      >
        The program that uses it is refused from its next request on.
      </ConfirmButton>
      <NotStored problem={revoke.error} />
    </div>
  )
}
