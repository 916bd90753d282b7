'use client'

import { Controller } from 'react-hook-form'
import { Button } from '#components/ui/button.tsx'
import { GroupFrame, inputClass } from '../shared/field-frame.tsx'
import { MoveButtons } from '../shared/move-buttons.tsx'
import type { usePeople } from '../shared/use-people.ts'

/** People in the order of their turns. */
export function PeopleField({ path, people }: { path: string; people: ReturnType<typeof usePeople> }) {
  return (
    <GroupFrame label="People, in the order of their turns" path={path}>
      <Controller
        name={path}
        render={({ field }) => {
          const ids: string[] = field.value
          const swap = (a: number, b: number) =>
            field.onChange(ids.map((id, i) => (i === a ? (ids[b] ?? id) : i === b ? (ids[a] ?? id) : id)))
          return (
            <>
              <ol className="flex flex-col">
                {ids.map((id, i) => (
                  <li className="flex min-h-9 items-center gap-2 border-border border-b text-ui" key={id}>
                    <span className="w-5 text-right text-text-3">{i + 1}</span>
                    <span className="min-w-0 flex-1 truncate">{people.nameOf(id)}</span>
                    <MoveButtons
                      onDown={i < ids.length - 1 ? () => swap(i, i + 1) : null}
                      onUp={i > 0 ? () => swap(i, i - 1) : null}
                      what={people.nameOf(id)}
                    />
                    <Button
                      aria-label={`Remove ${people.nameOf(id)}`}
                      look="bare"
                      onClick={() => field.onChange(ids.filter((one) => one !== id))}
                    >
                      ✕
                    </Button>
                  </li>
                ))}
              </ol>
              <select
                aria-label="Add a person to the rotation"
                className={`${inputClass} max-w-72`}
                onChange={(event) => field.onChange([...ids, event.currentTarget.value])}
                value=""
              >
                <option value="">Add a person …</option>
                {people.people
                  .filter(({ memberId }) => !ids.includes(memberId))
                  .map(({ memberId, name }) => (
                    <option key={memberId} value={memberId}>
                      {name}
                    </option>
                  ))}
              </select>
            </>
          )
        }}
      />
    </GroupFrame>
  )
}
