'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useForm, useWatch } from 'react-hook-form'
import { type NewRoute, newRouteSchema, type RouteView } from '#lib/notifications/contract.ts'
import { routes } from '../shared/collections.ts'
import { ConfirmButton } from '../shared/confirm-button.tsx'
import { WarningNote } from '../shared/loaded.tsx'
import { EditorHead } from '../shared/page-head.tsx'
import { settingsHref } from '../shared/settings-address.ts'
import { SettingsForm } from '../shared/settings-form.tsx'
import { type Rights, whyNot } from '../shared/use-rights.ts'
import { useRemove, useSave } from '../shared/use-save.ts'
import type { Names } from './alerts-phrase.ts'
import { draftOf, inWords, newDraft, type RouteDraft } from './route-draft.ts'
import { RouteFields } from './route-fields.tsx'
import { lastResortWords, routeSentence, routeWords } from './route-sentence.ts'
import type { AllNames } from './use-names.ts'

export function RouteEditor({
  stored,
  all,
  names,
  rights,
  scoped,
}: {
  stored: RouteView | null
  all: readonly RouteView[]
  names: AllNames
  rights: Rights
  scoped: string | null
}) {
  const router = useRouter()
  const back = settingsHref('routing', scoped)
  const { save, theirs, forget } = useSave<RouteView, NewRoute>(routes, stored, () => router.push(back))
  const remove = useRemove(routes, () => router.push(back))
  const form = useForm<RouteDraft, unknown, NewRoute>({
    resolver: zodResolver(newRouteSchema),
    defaultValues: stored ? draftOf(stored) : newDraft(all, rights, scoped),
  })
  const reason = whyNot(rights, stored !== null && stored.customerId === null)
  const takeTheirs = () => {
    if (theirs) form.reset(draftOf(theirs))
    forget()
  }
  return (
    <div className="flex flex-col gap-4">
      <EditorHead back={{ label: 'Routing', href: back }} title={stored?.name ?? 'New route'} />
      <SettingsForm
        actions={
          stored &&
          reason === null && (
            <ConfirmButton
              confirm="Remove it"
              disabled={remove.isPending}
              label="Remove …"
              onConfirm={() => remove.mutate(stored.routeId)}
              title={`Remove ${stored.name}?`}
            >
              Alerts that took this route take the next one that matches, or none.
            </ConfirmButton>
          )
        }
        cancelHref={back}
        conflict={
          theirs && {
            mine: inWords(newRouteSchema.safeParse(form.getValues()).data ?? theirs, names.names),
            theirs: inWords(theirs, names.names),
            onTakeTheirs: takeTheirs,
          }
        }
        form={form}
        reason={reason}
        save={{ ...save, error: save.error ?? remove.error }}
      >
        <Reads names={names.names} watch={useWatch({ control: form.control })} />
        <RouteFields names={names} rights={rights} stored={stored} />
      </SettingsForm>
    </div>
  )
}

/** The draft read aloud while it is written. */
function Reads({ watch, names }: { watch: unknown; names: Names }) {
  const parsed = newRouteSchema.safeParse({ ...(watch as object), name: 'x' })
  if (!parsed.success) return null
  const tellsNobody = routeWords(parsed.data, names).where === lastResortWords
  return (
    <div className="flex flex-col gap-2">
      <p className="rounded-md border border-border-strong bg-surface px-3 py-2 text-sm" role="status">
        {routeSentence(parsed.data, names)}
      </p>
      {tellsNobody && (
        <WarningNote>
          This route names nobody, so its alerts go to the last resort. To keep alerts quiet, use a silence.
        </WarningNote>
      )}
    </div>
  )
}
