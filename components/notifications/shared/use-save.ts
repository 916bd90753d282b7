'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { ApiProblem } from '#components/query/api.ts'
import { write } from '#components/sessions/write-api.ts'
import { useAnnounce } from '#components/ui/announcer.tsx'
import { type Collection, useRefresh } from './collection.ts'

/** What a write answers; a signing key is in it only when we made one. */
const savedSchema = z.looseObject({ signingKey: z.string().optional() }).nullable().catch(null)
export type Saved = z.infer<typeof savedSchema>

/**
 * Saves a new setting, or a change of `stored`. When somebody else changed it meanwhile, `theirs` is what they made of
 * it; saving once more is then a decision and goes on from theirs.
 */
export function useSave<View extends object, Draft extends object>(
  what: Collection<View>,
  stored: View | null,
  onSaved: (answer: Saved) => void,
) {
  const [theirs, setTheirs] = useState<View | null>(null)
  const refresh = useRefresh()
  const announce = useAnnounce()
  const base = theirs ?? stored
  const save = useMutation({
    mutationFn: (draft: Draft) =>
      base
        ? write('PUT', `${what.path}/${what.idOf(base)}`, savedSchema, changeOf(draft, base))
        : write('POST', what.path, savedSchema, draft),
    onSuccess: async (answer) => {
      setTheirs(null)
      await refresh(what.path)
      announce('Saved.')
      onSaved(answer)
    },
    onError: async (problem) => {
      if (!base || !(problem instanceof ApiProblem) || problem.status !== 409) return
      const all = await what.read().catch(() => [])
      const now = all.find((view) => what.idOf(view) === what.idOf(base)) ?? null
      if (now && versionOf(now) !== versionOf(base)) setTheirs(now)
    },
  })
  return { save, theirs, forget: () => setTheirs(null) }
}

const versionOf = (view: object): number | null =>
  'version' in view && typeof view.version === 'number' ? view.version : null

/** Whose it is cannot be changed; a version goes along where there is one. */
function changeOf(draft: object, base: object): object {
  const { customerId: _whose, ...change } = draft as { customerId?: unknown }
  const version = versionOf(base)
  return version === null ? change : { ...change, version }
}

export function useRemove<View>(what: Collection<View>, onRemoved?: () => void) {
  const refresh = useRefresh()
  const announce = useAnnounce()
  return useMutation({
    mutationFn: (id: string) => write('DELETE', `${what.path}/${id}`, z.unknown()),
    onSuccess: async () => {
      await refresh(what.path)
      announce('Removed.')
      onRemoved?.()
    },
  })
}
