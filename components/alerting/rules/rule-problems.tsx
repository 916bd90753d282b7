import { Ago } from '#components/time/time.tsx'
import { StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { RuleView } from '#lib/alerting/rules/contract.ts'

/** Why a rule says nothing, loudly: a rule that cannot be evaluated must not look like one that is calm. */
export function RuleProblems({ problems }: { problems: RuleView['problems'] }) {
  if (problems.length === 0) return null
  return (
    <ul className="hatched flex flex-col gap-1 rounded-md border border-border-strong px-3 py-2 text-ui">
      {problems.slice(0, 5).map(({ code, problem, since, customerId, customerName }) => (
        <li className="flex items-start gap-2" key={`${customerId} ${code}`}>
          <StatusGlyph className="mt-0.5" size={16} token="unk" />
          <span>
            <strong className="font-medium">Cannot be evaluated for {customerName}:</strong> {problem}{' '}
            <span className="text-text-2">
              since <Ago at={since} />
            </span>
          </span>
        </li>
      ))}
      {problems.length > 5 && <li className="text-text-2">and {problems.length - 5} more customers</li>}
    </ul>
  )
}
