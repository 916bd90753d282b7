'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { useZone } from '#components/time/use-zone.ts'
import { type NewSchedule, newScheduleSchema, type ScheduleView } from '#lib/notifications/contract.ts'
import { schedules } from '../shared/collections.ts'
import { ConfirmButton } from '../shared/confirm-button.tsx'
import type { Described } from '../shared/conflict-notice.tsx'
import { TextField } from '../shared/fields.tsx'
import { EditorHead } from '../shared/page-head.tsx'
import { settingsHref } from '../shared/settings-address.ts'
import { FormPart, SettingsForm } from '../shared/settings-form.tsx'
import type { usePeople } from '../shared/use-people.ts'
import { type Rights, whyNot } from '../shared/use-rights.ts'
import { useRemove, useSave } from '../shared/use-save.ts'
import { rotationSentence } from './rotation-sentence.ts'
import { RotationsField } from './rotations-field.tsx'
import { isZone } from './zone-time.ts'

type Draft = z.input<typeof newScheduleSchema>
type People = ReturnType<typeof usePeople>

const checked = newScheduleSchema.refine(({ timeZone }) => isZone(timeZone), {
  path: ['timeZone'],
  message: 'no such time zone; choose one from the list, like Europe/Berlin',
})

export function ScheduleEditor({
  stored,
  people,
  rights,
  scoped,
}: {
  stored: ScheduleView | null
  people: People
  rights: Rights
  scoped: string | null
}) {
  const router = useRouter()
  const zone = useZone()
  const list = settingsHref('schedules', scoped)
  const back = stored ? settingsHref('schedules', scoped, { show: stored.scheduleId }) : list
  const { save, theirs, forget } = useSave<ScheduleView, NewSchedule>(schedules, stored, () =>
    router.push(back),
  )
  const remove = useRemove(schedules, () => router.push(list))
  const form = useForm<Draft, unknown, NewSchedule>({
    resolver: zodResolver(checked),
    defaultValues: stored ? draftOf(stored) : { name: '', timeZone: zone, rotations: [] },
  })
  const reason = whyNot(rights, true)
  return (
    <div className="flex flex-col gap-4">
      <EditorHead
        back={{ label: stored?.name ?? 'Schedules', href: back }}
        title={stored ? `${stored.name}: rotations` : 'New schedule'}
      />
      <SettingsForm
        actions={
          stored &&
          reason === null && (
            <ConfirmButton
              confirm="Remove it"
              disabled={remove.isPending}
              label="Remove …"
              onConfirm={() => remove.mutate(stored.scheduleId)}
              title={`Remove ${stored.name}?`}
            >
              Policies that name it skip it from now on. When it is all a policy names, that policy tells
              nobody.
            </ConfirmButton>
          )
        }
        cancelHref={back}
        conflict={
          theirs && {
            mine: inWords(form.getValues(), people),
            theirs: inWords(draftOf(theirs), people),
            onTakeTheirs: () => {
              form.reset(draftOf(theirs))
              forget()
            },
          }
        }
        form={form}
        reason={reason}
        save={{ ...save, error: save.error ?? remove.error }}
      >
        <FormPart title="Schedule">
          <TextField label="Name" path="name" />
          <ZoneField />
        </FormPart>
        <FormPart title="Rotations">
          <RotationsField people={people} />
        </FormPart>
      </SettingsForm>
    </div>
  )
}

function ZoneField() {
  return (
    <>
      <TextField
        hint="Hand-overs happen at this zone’s clock, also when clocks change."
        label="Time zone"
        list="zones"
        path="timeZone"
      />
      <datalist id="zones">
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  )
}

const draftOf = ({ name, timeZone, rotations }: ScheduleView): Draft => ({ name, timeZone, rotations })

const inWords = ({ name, timeZone, rotations }: Draft, people: People): Described => [
  ['Name', name],
  ['Time zone', timeZone],
  [
    'Rotations',
    rotations
      .map((one) => `${one.name}: ${rotationSentence({ ...one, only: one.only ?? null }, people.nameOf)}`)
      .join('; ') || 'none',
  ],
]
