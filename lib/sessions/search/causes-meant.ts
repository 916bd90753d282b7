import { catalogue } from '#lib/diagnosis/catalogue.ts'
import type { TermValue } from './search-language.ts'

const kinds = Object.entries(catalogue)

/** The kinds of findings that a text means: by id or title, the whole of it or a part. */
export function causesMeant(values: readonly TermValue[]): string[] {
  return [...new Set(values.flatMap(kindsOf))]
}

function kindsOf(value: TermValue): string[] {
  if (!('text' in value)) return []
  const wanted = value.text.toLowerCase()
  if (value.op === 'is') {
    const titled = kinds.filter(([, { title }]) => title.toLowerCase() === wanted).map(([kind]) => kind)
    return [value.text, ...titled]
  }
  return kinds
    .filter(([kind, { title }]) => kind.includes(wanted) || title.toLowerCase().includes(wanted))
    .map(([kind]) => kind)
}

/** Kinds of findings on which one of these can act. */
export function causesOwnedBy(owners: readonly string[]): string[] {
  return kinds.filter(([, { owner }]) => owners.includes(owner)).map(([kind]) => kind)
}
