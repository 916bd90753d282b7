'use client'

import { useFormContext } from 'react-hook-form'
import { alertSeverities } from '#lib/alerting/severity.ts'
import { severityWords } from '#lib/alerting/severity-words.ts'
import { catalogue, entryOf } from '#lib/diagnosis/catalogue.ts'
import { inputClass } from '../shared/field-frame.tsx'
import type { Option } from '../shared/fields.tsx'
import type { AllNames } from './use-names.ts'

/** A choice where the values are known, else a text; `*` stands for anything where it says "looks like". */
export function MatcherValue({
  path,
  name,
  isGlob,
  names,
}: {
  path: string
  name: string
  isGlob: boolean
  names: AllNames
}) {
  const { register } = useFormContext()
  const options = isGlob ? null : optionsFor(name, names)
  if (options === null || options.length === 0)
    return (
      <input
        {...register(path)}
        aria-label="Value"
        className={inputClass}
        placeholder={isGlob ? 'eu-*' : 'empty = none'}
        spellCheck={false}
      />
    )
  return (
    <select {...register(path)} aria-label="Value" className={inputClass} key={name}>
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
      <option value="">none</option>
    </select>
  )
}

function optionsFor(name: string, { customers, rules }: AllNames): Option[] | null {
  if (name === 'severity')
    return [...alertSeverities].reverse().map((value) => ({ value, label: severityWords[value] }))
  if (name === 'customer') return customers.map(({ slug, name: label }) => ({ value: slug, label }))
  if (name === 'app')
    return customers.flatMap((one) =>
      one.apps.map((app) => ({ value: app.slug, label: `${one.name}: ${app.name}` })),
    )
  if (name === 'rule') return rules.map(({ ruleId, name: label }) => ({ value: ruleId, label }))
  if (name === 'kind') return Object.keys(catalogue).map((value) => ({ value, label: entryOf(value).title }))
  return null
}
