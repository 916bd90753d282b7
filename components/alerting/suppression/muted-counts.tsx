import { plural } from './plural.ts'

/** How much something keeps quiet: now, and in all. */
export function MutedCounts({
  muted: { mutesNow, wouldHaveNotified },
  isOn,
  children,
}: {
  muted: { mutesNow: number; wouldHaveNotified: number }
  isOn: boolean
  children?: React.ReactNode
}) {
  return (
    <p className="flex flex-wrap gap-x-3 text-text-2 tabular-nums">
      {isOn && <span>mutes {plural(mutesNow, 'alert')} now</span>}
      <span>would have notified of {plural(wouldHaveNotified, 'alert')}</span>
      {children}
    </p>
  )
}
