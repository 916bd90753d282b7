import { inputClass } from '#components/settings/field.tsx'
import { type FactorKind, factorKinds } from '#lib/incidents/contract.ts'
import { factorWords } from '../words.ts'

type Cause = { category: FactorKind; text: string }

/** What it was: a kind that never names a person, and a sentence. */
export function CauseFields({ value, onChange }: { value: Cause; onChange: (cause: Cause) => void }) {
  return (
    <div className="flex flex-col gap-3">
      <label className="flex flex-col gap-1">
        <span className="font-medium">Cause</span>
        <select
          className={`${inputClass} h-11`}
          data-first=""
          onChange={(event) => {
            const category = factorKinds.find((kind) => kind === event.currentTarget.value)
            if (category) onChange({ ...value, category })
          }}
          value={value.category}
        >
          {factorKinds.toReversed().map((kind) => (
            <option key={kind} value={kind}>
              {factorWords[kind]}
            </option>
          ))}
        </select>
      </label>
      <label className="flex flex-col gap-1">
        <span className="font-medium">What it was (may stay empty)</span>
        <textarea
          className="min-h-16 rounded-md border border-border-strong bg-surface p-2 text-base sm:text-ui"
          maxLength={2_000}
          onChange={(event) => onChange({ ...value, text: event.currentTarget.value })}
          placeholder="The relay in eu-west ran out of memory"
          value={value.text}
        />
      </label>
    </div>
  )
}
