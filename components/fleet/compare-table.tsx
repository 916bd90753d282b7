import { clsx } from 'clsx'
import { StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { TestedView } from '#lib/diagnosis/fleet/contract.ts'
import { percent } from '#lib/diagnosis/fleet/sentence.ts'
import { gateWord, pWords, ratioWords } from './fleet-words.ts'

const cell = 'px-2 py-1.5 whitespace-nowrap text-right first:text-left first:whitespace-normal last:text-left'
const heads = [
  ['Shared value', ''],
  ['Bad of all', 'bad people of all people with the value; at most five of one call count'],
  ['Rate', 'share of them that is bad'],
  ['Elsewhere', 'share of all others that is bad'],
  ['Risk ratio', 'how many times worse, with the 95 % interval'],
  ['p', 'how likely chance alone does this: Fisher’s exact test, one-sided'],
  ['Explains', 'share of all bad people that is excess here'],
  ['Verdict', 'whether it passes every gate'],
] as const

/** What was compared, strongest first, with everything the verdict rests on. */
export function CompareTable({
  caption,
  rows,
  chosen = null,
}: {
  caption: string
  rows: readonly TestedView[]
  /** the label that was chosen of these */
  chosen?: string | null
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
    <section aria-label={caption} className="overflow-x-auto" tabIndex={0}>
      <table className="w-full min-w-160 border-collapse text-xs">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-border text-text-3">
            {heads.map(([head, means]) => (
              <th className={clsx(cell, 'font-medium')} key={head} scope="col" title={means || undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <CompareRow isChosen={row.label === chosen} key={`${row.dimension} ${row.label}`} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function CompareRow({ row, isChosen }: { row: TestedView; isChosen: boolean }) {
  const { comparison, label, failed } = row
  return (
    <tr className={clsx('border-b border-border last:border-b-0', isChosen && 'bg-raised')}>
      <th className={clsx(cell, 'min-w-40', isChosen ? 'font-semibold' : 'font-normal')} scope="row">
        {label}
      </th>
      <td className={cell}>
        {comparison.bad} of {comparison.n}
      </td>
      <td className={cell}>{percent(comparison.rate)}</td>
      <td className={cell}>{percent(comparison.elsewhereRate)}</td>
      <td className={cell}>{ratioWords(comparison)}</td>
      <td className={cell}>{pWords(comparison.p)}</td>
      <td className={cell}>{percent(comparison.explained)}</td>
      <td className={clsx(cell, failed !== null && 'text-text-3')}>
        {failed === null ? (
          <span className="inline-flex items-center gap-1">
            <StatusGlyph size={12} token="major" />
            {isChosen ? 'Chosen' : gateWord(failed)}
          </span>
        ) : (
          gateWord(failed)
        )}
      </td>
    </tr>
  )
}
