import { clsx } from 'clsx'
import type { Shift } from '#lib/notifications/contract.ts'
import { spanWords } from '../shared/span-words.ts'
import type { Span } from './calendar.ts'
import { spanOfWords } from './when-words.ts'

/** The same calendar as a table: to read, to search, to copy. */
export function ShiftTable({
  shifts,
  gaps,
  zone,
}: {
  shifts: readonly Shift[]
  gaps: readonly Span[]
  zone: string
}) {
  const rows = [
    ...shifts.map((shift) => ({
      ...shift,
      who: shift.memberName,
      why: shift.overrideId ? 'Override' : (shift.rotation ?? '–'),
    })),
    ...gaps.map((gap) => ({ ...gap, who: 'Nobody', why: 'No rotation covers it' })),
  ].sort((a, b) => a.from - b.from)
  return (
    <details className="text-ui">
      <summary className="inline-block py-1 font-medium">Show as table</summary>
      <div className="overflow-x-auto">
        <table className="mt-1 w-full text-left">
          <thead className="text-text-2 text-xs">
            <tr>
              <th className="py-1 pr-4 font-medium">Who</th>
              <th className="py-1 pr-4 font-medium">When</th>
              <th className="py-1 pr-4 font-medium">How long</th>
              <th className="py-1 font-medium">Why</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr
                className={clsx(
                  'border-border border-t',
                  row.who === 'Nobody' && 'font-semibold text-crit-fg',
                )}
                key={`${row.from}-${row.who}`}
              >
                <td className="py-1 pr-4">{row.who}</td>
                <td className="py-1 pr-4">{spanOfWords(row.from, row.to, zone)}</td>
                <td className="whitespace-nowrap py-1 pr-4">{spanWords(row.to - row.from)}</td>
                <td className="py-1">{row.why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
