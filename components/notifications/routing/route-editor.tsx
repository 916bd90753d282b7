'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useForm, useWatch } from 'react-hook-form'
import type { z } from 'zod'
import { groupLabels, type NewRoute, newRouteSchema, type RouteView } from '#lib/notifications/contract.ts'
import { channelName } from '../channels/channel-sentence.ts'
import { ChoicesField } from '../shared/choice-fields.tsx'
import { routes } from '../shared/collections.ts'
import { ConfirmButton } from '../shared/confirm-button.tsx'
import type { Described } from '../shared/conflict-notice.tsx'
import { DurationField } from '../shared/duration-field.tsx'
import { CheckField, SelectField, TextField } from '../shared/fields.tsx'
import { WarningNote } from '../shared/loaded.tsx'
import { WhoseField } from '../shared/owner-field.tsx'
import { EditorHead } from '../shared/page-head.tsx'
import { settingsHref } from '../shared/settings-address.ts'
import { FormPart, SettingsForm } from '../shared/settings-form.tsx'
import { type Rights, whyNot } from '../shared/use-rights.ts'
import { useRemove, useSave } from '../shared/use-save.ts'
import type { Names } from './alerts-phrase.ts'
import { MatchersField } from './matchers-field.tsx'
import { routeSentence, routeWords } from './route-sentence.ts'
import type { AllNames } from './use-names.ts'

type Draft = z.input<typeof newRouteSchema>

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
  const form = useForm<Draft, unknown, NewRoute>({
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
  const tellsNobody = routeWords(parsed.data, names).where === 'nobody'
  return (
    <div className="flex flex-col gap-2">
      <p className="rounded-md border border-border-strong bg-surface px-3 py-2 text-sm" role="status">
        {routeSentence(parsed.data, names)}
      </p>
      {tellsNobody && (
        <WarningNote>
          Nobody is told by this route. That is right only to keep alerts out of the routes after it.
        </WarningNote>
      )}
    </div>
  )
}

function RouteFields({
  names,
  rights,
  stored,
}: {
  names: AllNames
  rights: Rights
  stored: RouteView | null
}) {
  return (
    <>
      <FormPart title="Which alerts">
        <TextField label="Name" path="name" />
        <WhoseField fixed={stored !== null} rights={rights} />
        <MatchersField
          empty="No condition: every alert."
          hint="All of them must hold."
          label="Conditions"
          names={names}
          path="matchers"
        />
      </FormPart>
      <FormPart title="Who is told">
        <ChoicesField
          empty="There is no channel yet; add one under Channels."
          label="Channels"
          options={names.channels
            .filter(({ disabled, channelId }) => !disabled || stored?.channelIds.includes(channelId))
            .map((one) => ({ value: one.channelId, label: channelName(one) }))}
          path="channelIds"
        />
        <SelectField
          hint="Step by step, until somebody acknowledges."
          label="Escalation policy"
          none="None"
          options={names.policies.map(({ policyId, name }) => ({ value: policyId, label: name }))}
          path="policyId"
        />
      </FormPart>
      <FormPart title="How often">
        <ChoicesField
          hint="Alerts with the same values go into one message; the customer is always one of them. None = one message for all."
          label="Grouped by"
          options={groupLabels.map((value) => ({ value, label: value }))}
          path="groupBy"
        />
        <div className="grid gap-4 sm:grid-cols-3">
          <DurationField
            hint="So that siblings can join the first message."
            label="First wait"
            path="groupWaitMs"
          />
          <DurationField
            hint="Changes of a group are told this often."
            label="Changes every"
            path="groupIntervalMs"
          />
          <DurationField hint="While nothing changes." label="Again every" path="repeatIntervalMs" />
        </div>
        <div>
          <CheckField label="Say when they are resolved" path="sendResolved" />
          <CheckField
            hint="Otherwise a matching alert stops here."
            label="Then go on with the next route"
            path="goOn"
          />
          <CheckField label="This route is on" path="enabled" />
        </div>
      </FormPart>
    </>
  )
}

const draftOf = ({ routeId: _id, version: _version, ...draft }: RouteView): Draft => draft

function newDraft(all: readonly RouteView[], rights: Rights, scoped: string | null): Draft {
  const customerId = scoped ?? (rights.mayWriteForAll ? null : (rights.me.customers[0]?.id ?? null))
  const last = Math.max(0, ...all.filter((one) => one.customerId === customerId).map((one) => one.position))
  return {
    ...newRouteSchema.parse({ customerId, name: 'x', position: Math.min(last + 10, 10_000) }),
    name: '',
  }
}

function inWords(route: NewRoute, names: Names): Described {
  const { alerts, where, how, after } = routeWords(route, names)
  return [
    ['Name', route.name],
    ['Alerts', alerts],
    ['Told', where],
    ['How', how || '–'],
    ['Then', after || '–'],
    ['Place', String(route.position)],
    ['On', route.enabled ? 'yes' : 'no'],
  ]
}
