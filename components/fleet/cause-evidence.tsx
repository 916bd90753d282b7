import type { CauseView } from '#lib/diagnosis/fleet/contract.ts'
import { percent } from '#lib/diagnosis/fleet/sentence.ts'
import { CompareTable } from './compare-table.tsx'
import { familyWords } from './fleet-words.ts'

/** What a cause rests on: itself, what stands beside it, and what else was compared. */
export function CauseEvidence({ cause }: { cause: CauseView }) {
  const { dimension, label, comparison, beside, rivals, families, remedy } = cause
  const own = comparison && { dimension, label, comparison, users: 0, calls: 0, failed: null }
  return (
    <div className="flex flex-col gap-3 text-ui">
      <p>
        <span className="font-medium">What to do: </span>
        {remedy}
      </p>
      <p className="text-text-2">
        <span className="font-medium">Shows as: </span>
        {families.map((family) => familyWords[family].toLowerCase()).join(', ')}
      </p>
      {beside.length > 0 && (
        <ul className="text-text-2">
          {beside.map(({ what, bad, n }) => (
            <li key={what}>
              {bad} of {n} {what} ({percent(bad / n)})
            </li>
          ))}
        </ul>
      )}
      <CompareTable
        caption={`What ${label} rests on`}
        chosen={label}
        rows={own === null ? rivals : [own, ...rivals]}
      />
    </div>
  )
}
