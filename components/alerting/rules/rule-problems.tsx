import { Ago } from '#components/time/time.tsx'
import { StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { RuleView } from '#lib/alerting/rules/contract.ts'
import { listed } from '#lib/alerting/rules/sentence-part.ts'

/** Why a rule says nothing, loudly: a rule that cannot be evaluated must not look like one that is calm. */
export function RuleProblems({ problems }: { problems: RuleView['problems'] }) {
  if (problems.length === 0) return null
  const alike = Map.groupBy(problems, ({ code, problem }) => `${code} ${problem}`)
  return (
    <ul className="hatched flex flex-col gap-1 rounded-md border border-border-strong px-3 py-2 text-ui">
      {[...alike].map(([key, of]) => (
        <li className="flex items-start gap-2" key={key}>
          <StatusGlyph className="mt-0.5" size={16} token="unk" />
          <span>
            <strong className="font-medium">
              Cannot be evaluated for {listed(of.map(({ customerName }) => customerName))}:
            </strong>{' '}
            {of[0]?.problem}{' '}
            <span className="text-text-2">
              since <Ago at={Math.min(...of.map(({ since }) => since))} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}
