import { splitPair } from './code-rows.ts'
import type { PlainDimension, Value } from './fleet-row.ts'

/**
 * What a customer calls its own (a site, a release) is a different thing at another customer, so the value carries
 * whose it is. Only the name is shown, and only to who may know the customer.
 */
const mark = '\u001f'
export const ownedValue = (customerId: string, ...names: string[]) => [customerId, ...names].join(mark)

/** A part of a value in words: `name` as people say it, `appId` where it needs an app's name beside it. */
export type ValuePart = {
  dimension: PlainDimension
  name: string
  customerId: string | null
  appId: string | null
}

export function partsOf({ dimension, value }: Value): ValuePart[] {
  if (dimension === 'regionRelay' || dimension === 'appBrowser') {
    const [first = '', second = ''] = splitPair(value)
    const isRegion = dimension === 'regionRelay'
    return [
      plainPart(isRegion ? 'region' : 'app', first),
      plainPart(isRegion ? 'relay' : 'browserMajor', second),
    ]
  }
  return [plainPart(dimension, value)]
}

function plainPart(dimension: PlainDimension, value: string): ValuePart {
  if (dimension === 'customer') return { dimension, name: value, customerId: value, appId: null }
  const [customerId = '', second = '', third] = value.split(mark)
  if (!value.includes(mark)) return { dimension, name: value, customerId: null, appId: null }
  if (dimension === 'app') return { dimension, name: second, customerId, appId: second }
  return third === undefined
    ? { dimension, name: second, customerId, appId: null }
    : { dimension, name: third, customerId, appId: second }
}

/** Whose own the value is; null = everybody's. */
export const ownerOf = (value: Value): string | null =>
  partsOf(value).find((part) => part.customerId !== null)?.customerId ?? null
