'use client'

import { Controller } from 'react-hook-form'
import { Button } from '#components/ui/button.tsx'
import type { Target } from '#lib/notifications/contract.ts'
import { channelName } from '../channels/channel-sentence.ts'
import { GroupFrame, inputClass } from '../shared/field-frame.tsx'
import type { Targets } from './use-targets.ts'

/** Who is told in one step: people, whoever is on call, channels. */
export function TargetsField({ path, step, targets }: { path: string; step: number; targets: Targets }) {
  return (
    <GroupFrame label="Tell" path={path}>
      <Controller
        name={path}
        render={({ field }) => {
          const chosen: Target[] = field.value
          const isChosen = (one: Target) => chosen.some(({ kind, id }) => kind === one.kind && id === one.id)
          return (
            <>
              <ul className="flex flex-wrap gap-1.5">
                {chosen.map((target) => (
                  <li
                    className="inline-flex min-h-8 items-center gap-1 rounded-full border border-border bg-surface pl-3 text-ui"
                    key={`${target.kind}-${target.id}`}
                  >
                    <span>
                      {target.kind === 'schedule' && <span className="text-text-2">on call in </span>}
                      {targets.targetName(target)}
                      <OnCallNow target={target} targets={targets} />
                    </span>
                    <Button
                      aria-label={`Do not tell ${targets.targetName(target)}`}
                      className="size-8 rounded-full px-0!"
                      look="bare"
                      onClick={() => field.onChange(chosen.filter((one) => one !== target))}
                    >
                      ✕
                    </Button>
                  </li>
                ))}
              </ul>
              <AddTarget
                isChosen={isChosen}
                label={`Add somebody to step ${step}`}
                onAdd={(target) => field.onChange([...chosen, target])}
                targets={targets}
              />
            </>
          )
        }}
      />
    </GroupFrame>
  )
}

function OnCallNow({ target, targets }: { target: Target; targets: Targets }) {
  if (target.kind !== 'schedule') return null
  const shift = targets.onCall(target.id)
  return <span className="text-text-2">{shift ? ` (now ${shift.memberName})` : ' (nobody now)'}</span>
}

function AddTarget({
  targets,
  label,
  isChosen,
  onAdd,
}: {
  targets: Targets
  label: string
  isChosen: (target: Target) => boolean
  onAdd: (target: Target) => void
}) {
  const groups: { label: string; options: { target: Target; words: string }[] }[] = [
    {
      label: 'Whoever is on call',
      options: targets.schedules.map(({ scheduleId, name, onCall }) => ({
        target: { kind: 'schedule', id: scheduleId },
        words: `${name} (${onCall ? `now ${onCall.memberName}` : 'nobody now'})`,
      })),
    },
    {
      label: 'People',
      options: targets.people.map(({ memberId, name }) => ({
        target: { kind: 'member', id: memberId },
        words: name,
      })),
    },
    {
      label: 'Channels',
      options: targets.channels
        .filter(({ disabled }) => !disabled)
        .map((one) => ({ target: { kind: 'channel', id: one.channelId }, words: channelName(one) })),
    },
  ]
  const add = (value: string) => {
    const found = groups.flatMap(({ options }) => options).find(({ target }) => target.id === value)
    if (found) onAdd(found.target)
  }
  return (
    <select
      aria-label={label}
      className={`${inputClass} max-w-80`}
      onChange={(event) => add(event.currentTarget.value)}
      value=""
    >
      <option value="">Add somebody …</option>
      {groups.map((group) => (
        <optgroup key={group.label} label={group.label}>
          {group.options
            .filter(({ target }) => !isChosen(target))
            .map(({ target, words }) => (
              <option key={target.id} value={target.id}>
                {words}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  )
}
