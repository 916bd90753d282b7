import { StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { Leak } from '#lib/incidents/words/contract.ts'
import { leakPlace, verdictOf } from './public-words.ts'

type Props = { leaks: readonly Leak[]; title: string; body: string }

/** What in the text would tell one customer of another, or of our own house. */
export function LeakList({ leaks, title, body }: Props) {
  const verdict = verdictOf(leaks)
  if (verdict === 'clean')
    return (
      <p className="flex items-center gap-2 text-xs text-text-2">
        <StatusGlyph size={14} token="ok" /> No name, host or id of another customer was found.
      </p>
    )
  return (
    <div className="rounded-md border border-border-strong bg-raised p-2" role="status">
      <p className="flex items-center gap-2 font-medium">
        <StatusGlyph size={14} token={verdict === 'blocked' ? 'crit' : 'minor'} />
        {verdict === 'blocked' ? 'It cannot be published like this:' : 'Look at this before you publish:'}
      </p>
      <ul className="mt-1 flex flex-col gap-1">
        {leaks.map((leak) => (
          <li key={`${leak.field} ${leak.from} ${leak.kind}`}>
            <span className="font-mono text-xs wrap-anywhere">
              {leakPlace(leak.field === 'title' ? title : body, leak)}
            </span>
            <span className="block text-xs text-text-2">{leak.because}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
