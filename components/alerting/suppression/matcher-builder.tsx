'use client'

import { useId } from 'react'
import { inputClass } from '#components/settings/field.tsx'
import { Button } from '#components/ui/button.tsx'
import { labelNames, type Matcher } from '#lib/alerting/labels.ts'
import { type LabelOption, useLabelOptions } from './use-label-names.ts'

type Props = {
  customerId: string | null
  value: readonly Matcher[]
  onChange: (matchers: Matcher[]) => void
  disabled?: boolean
}

/** Labels that must all hold. Names are chosen, not typed: a label that nobody sets would never match. */
export function MatcherBuilder({ customerId, value, onChange, disabled = false }: Props) {
  const optionsOf = useLabelOptions(customerId)
  const change = (at: number, matcher: Matcher) => onChange(value.map((one, i) => (i === at ? matcher : one)))
  return (
    <div className="flex flex-col gap-2">
      {value.length === 0 && <p className="text-ui text-text-2">Every alert. Add a label to narrow it.</p>}
      <ul className="flex flex-col gap-2">
        {value.map((matcher, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the list
          <li key={i}>
            <MatcherRow
              disabled={disabled}
              matcher={matcher}
              onChange={(next) => change(i, next)}
              onRemove={() => onChange(value.filter((_one, at) => at !== i))}
              options={optionsOf(matcher.name)}
            />
          </li>
        ))}
      </ul>
      <Button
        className="self-start"
        disabled={disabled || value.length >= 20}
        onClick={() => onChange([...value, { name: 'app', op: 'is', value: '' }])}
      >
        + Label
      </Button>
    </div>
  )
}

function MatcherRow({
  matcher,
  options,
  onChange,
  onRemove,
  disabled,
}: {
  matcher: Matcher
  options: LabelOption[]
  onChange: (matcher: Matcher) => void
  onRemove: () => void
  disabled: boolean
}) {
  const free = matcher.name.startsWith('tag.') || matcher.name.startsWith('label.')
  return (
    <div className="flex flex-wrap items-center gap-2">
      <select
        aria-label="Label"
        className={inputClass}
        disabled={disabled}
        onChange={(event) => onChange({ name: event.currentTarget.value, op: matcher.op, value: '' })}
        value={free ? `${matcher.name.split('.', 1)[0]}.` : matcher.name}
      >
        {labelNames.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
        <option value="tag.">tag …</option>
        <option value="label.">label …</option>
      </select>
      {free && <FreeName disabled={disabled} matcher={matcher} onChange={onChange} />}
      <select
        aria-label="How it compares"
        className={inputClass}
        disabled={disabled}
        onChange={(event) => onChange({ ...matcher, op: opOf(event.currentTarget.value) })}
        value={matcher.op}
      >
        <option value="is">is</option>
        <option value="is-not">is not</option>
        <option value="glob">is like (*)</option>
      </select>
      <ValueField disabled={disabled} matcher={matcher} onChange={onChange} options={options} />
      <Button aria-label={`Remove ${matcher.name}`} disabled={disabled} look="bare" onClick={onRemove}>
        ✕
      </Button>
    </div>
  )
}

const opOf = (text: string): Matcher['op'] => (text === 'is-not' || text === 'glob' ? text : 'is')

/** The rest of a label's name that customers and senders made up. */
function FreeName({
  matcher,
  onChange,
  disabled,
}: {
  matcher: Matcher
  onChange: (matcher: Matcher) => void
  disabled: boolean
}) {
  const [kind = 'tag', ...rest] = matcher.name.split('.')
  return (
    <input
      aria-label={`Name of the ${kind}`}
      className={`${inputClass} w-32`}
      disabled={disabled}
      maxLength={80}
      onChange={(event) => onChange({ ...matcher, name: `${kind}.${event.currentTarget.value}` })}
      placeholder="name"
      value={rest.join('.')}
    />
  )
}

function ValueField({
  matcher,
  options,
  onChange,
  disabled,
}: {
  matcher: Matcher
  options: LabelOption[]
  onChange: (matcher: Matcher) => void
  disabled: boolean
}) {
  const listId = useId()
  const set = (value: string) => onChange({ ...matcher, value })
  if (options.length > 0 && matcher.op !== 'glob')
    return (
      <select
        aria-label="Value"
        className={`${inputClass} max-w-60 flex-1`}
        disabled={disabled}
        onChange={(event) => set(event.currentTarget.value)}
        value={matcher.value}
      >
        {!options.some(({ value }) => value === matcher.value) && (
          <option value={matcher.value}>{matcher.value || 'Choose …'}</option>
        )}
        {options.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    )
  return (
    <>
      <input
        aria-label="Value"
        className={`${inputClass} max-w-60 flex-1`}
        disabled={disabled}
        list={options.length > 0 ? listId : undefined}
        maxLength={300}
        onChange={(event) => set(event.currentTarget.value)}
        placeholder={matcher.op === 'glob' ? 'eu-*' : 'value'}
        value={matcher.value}
      />
      {options.length > 0 && (
        <datalist id={listId}>
          {options.map(({ value, name }) => (
            <option key={value} label={name} value={value} />
          ))}
        </datalist>
      )}
    </>
  )
}
