'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FormProvider, useForm } from 'react-hook-form'
import { z } from 'zod'
import { write } from '#components/sessions/write-api.ts'
import { useAnnounce } from '#components/ui/announcer.tsx'
import { Button } from '#components/ui/button.tsx'
import { type MyNotifications, myNotificationsSchema } from '#lib/notifications/contract.ts'
import { CheckField } from '../shared/fields.tsx'
import { FormPart } from '../shared/settings-form.tsx'
import { myPath } from './my-path.ts'
import { StepsField } from './personal-steps-field.tsx'
import { QuietHoursField } from './quiet-hours-field.tsx'

export function MyForm({ stored }: { stored: MyNotifications }) {
  const form = useForm<MyNotifications>({
    resolver: zodResolver(myNotificationsSchema),
    defaultValues: stored,
  })
  const save = useSaveMine((mine) => form.reset(mine))
  const { isDirty } = form.formState
  return (
    <FormProvider {...form}>
      <form
        className="flex max-w-3xl flex-col gap-4"
        noValidate
        onSubmit={(event) => void form.handleSubmit((mine) => save.mutate(mine))(event)}
      >
        <FormPart title="Ordinary alerts">
          <StepsField label="You get" path="defaultSteps" />
        </FormPart>
        <FormPart title="Important alerts">
          <p className="-mt-2 text-text-2 text-ui">
            When a step of a policy is marked important. Most people choose more ways, and less time between
            them.
          </p>
          <StepsField label="You get" path="importantSteps" />
        </FormPart>
        <FormPart title="Quiet hours">
          <QuietHoursField />
        </FormPart>
        <FormPart title="On this screen">
          <CheckField
            hint="A short tone for a new critical alert that nobody has taken. The browser may ask for one click on the page first."
            label="Play a sound"
            path="sound"
          />
        </FormPart>
        <div className="sticky bottom-14 z-10 flex flex-wrap items-center gap-3 border-border border-t bg-bg py-3 md:bottom-0">
          <Button disabled={save.isPending || !isDirty} look="primary" type="submit">
            {save.isPending ? 'Saving …' : 'Save'}
          </Button>
          <Button disabled={!isDirty} look="bare" onClick={() => form.reset()}>
            Undo changes
          </Button>
          <p className="text-ui" role="status">
            {save.isError ? (
              <span className="text-crit-fg">Not saved: {save.error.message}</span>
            ) : (
              !isDirty && save.isSuccess && <span className="text-text-2">Saved.</span>
            )}
          </p>
        </div>
      </form>
    </FormProvider>
  )
}

function useSaveMine(onSaved: (mine: MyNotifications) => void) {
  const queries = useQueryClient()
  const announce = useAnnounce()
  return useMutation({
    mutationFn: async (mine: MyNotifications) => {
      await write('PUT', myPath, z.unknown(), mine)
      return mine
    },
    onSuccess: async (mine) => {
      queries.setQueryData([myPath], mine)
      announce('Saved.')
      onSaved(mine)
    },
  })
}
