'use client'

import { useEffect, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { StatusGlyph } from '#components/ui/status-glyph.tsx'

/** A setting as lines a person can compare. */
export type Described = readonly (readonly [label: string, words: string])[]

/** Somebody saved first: both versions side by side where they differ, and two ways on. */
export function ConflictNotice({
  mine,
  theirs,
  onTakeTheirs,
}: {
  mine: Described
  theirs: Described
  onTakeTheirs: () => void
}) {
  const section = useRef<HTMLElement>(null)
  // It stands above a long form whose button is below it.
  useEffect(() => section.current?.focus(), [])
  const rows = mine
    .map(([label, words]) => ({
      label,
      mine: words,
      theirs: theirs.find(([one]) => one === label)?.[1] ?? '–',
    }))
    .filter((row) => row.mine !== row.theirs)
  return (
    <section
      aria-label="Changed by somebody else"
      className="rounded-lg border border-minor-fg bg-minor-soft p-4 text-ui"
      ref={section}
      role="alert"
      tabIndex={-1}
    >
      <p className="flex items-center gap-2 font-medium">
        <StatusGlyph token="minor" /> Somebody else changed this while you were editing. Nothing is lost.
      </p>
      {rows.length === 0 ? (
        <p className="mt-2">Both versions say the same now.</p>
      ) : (
        <table className="mt-3 w-full table-fixed text-left">
          <thead className="text-text-2 text-xs">
            <tr>
              <th className="w-1/4 pr-2 font-medium">What</th>
              <th className="pr-2 font-medium">Yours</th>
              <th className="font-medium">Stored now</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr className="border-border border-t align-top" key={row.label}>
                <th className="py-1 pr-2 font-medium">{row.label}</th>
                <td className="py-1 pr-2 [overflow-wrap:anywhere]">{row.mine}</td>
                <td className="py-1 [overflow-wrap:anywhere]">{row.theirs}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        <Button type="submit">Save mine over it</Button>
        <Button onClick={onTakeTheirs}>Take what is stored</Button>
      </div>
    </section>
  )
}
