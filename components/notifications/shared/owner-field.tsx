'use client'

import { SelectField } from './fields.tsx'
import type { Rights } from './use-rights.ts'

/** Whose setting it is. Chosen once: moving it later would move its history to another customer. */
export function WhoseField({ rights, fixed }: { rights: Rights; fixed: boolean }) {
  return (
    <SelectField
      disabled={fixed}
      hint={
        fixed
          ? 'Stays as it was chosen.'
          : rights.mayWriteForAll
            ? 'All customers = everybody’s alerts, also of customers that come later.'
            : 'What serves all customers only administrators set up.'
      }
      label="For"
      options={rights.me.customers.map(({ id, name }) => ({ value: id, label: name }))}
      path="customerId"
      {...(rights.mayWriteForAll || fixed ? { none: 'All customers' } : {})}
    />
  )
}
