import { clsx } from 'clsx'
import { entryOf } from '#lib/diagnosis/catalogue.ts'

const look =
  'inline-flex max-w-full min-w-0 items-center gap-1 rounded-full border px-2 text-xs whitespace-nowrap'

/** A cause in a few words. Ink, no colour: how bad it is, the glyph beside it says. */
export function CauseChip({ kind, className }: { kind: string; className?: string }) {
  const { title } = entryOf(kind)
  return (
    <span className={clsx(look, 'h-5 border-border bg-raised text-text', className)} title={title}>
      <span className="truncate">{title}</span>
    </span>
  )
}

/** The same as a switch: only what has this cause. */
export function CauseFilterChip({
  kind,
  calls,
  pressed,
  onToggle,
}: {
  kind: string
  calls: number
  pressed: boolean
  onToggle: (kind: string) => void
}) {
  const { title } = entryOf(kind)
  const count = `${calls} ${calls === 1 ? 'call' : 'calls'}`
  return (
    <button
      aria-label={`${title}, ${count}`}
      aria-pressed={pressed}
      className={clsx(
        look,
        'h-6 pointer-coarse:h-11 hover:border-text',
        pressed ? 'border-text bg-accent text-accent-on' : 'border-border bg-raised text-text',
      )}
      onClick={() => onToggle(kind)}
      title={`${title}: root cause of ${count} now. ${pressed ? 'Show all again' : 'Show only these'}`}
      type="button"
    >
      <span className="truncate">{title}</span>
      <span className="font-semibold">{calls}</span>
    </button>
  )
}
