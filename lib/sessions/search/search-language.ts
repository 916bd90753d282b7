import { isSearchKey, type SearchKey, wordOf } from './search-words.ts'

/** `is`: the whole text; `has`: a part of it; `none`: nothing is known. */
export type TermValue =
  | { op: 'is' | 'has'; text: string }
  | { op: 'none' }
  | { op: '<' | '<=' | '>' | '>=' | '='; number: number }
/** Any of the values; `not` turns it round. */
export type Term = { key: SearchKey; not: boolean; values: TermValue[] }
/** What is asked of the list: every term holds, and every word of `text` is in the room's name. */
export type Search = { terms: Term[]; text: string[] }

export const emptySearch: Search = { terms: [], text: [] }
export const maxSearchLength = 500
const maxParts = 20

/** Reads what was typed. What cannot be read is told, and left out. */
export function parseSearch(typed: string): { search: Search; faults: string[] } {
  const search: Search = { terms: [], text: [] }
  const faults: string[] = []
  const parts = partsOf(typed.slice(0, maxSearchLength))
  if (parts.length > maxParts) faults.push(`Only the first ${maxParts} words are read.`)
  for (const part of parts.slice(0, maxParts)) {
    const read = readPart(part)
    if (typeof read === 'string') faults.push(read)
    else if ('word' in read) search.text.push(...(read.word === '' ? [] : [read.word]))
    else search.terms.push(read)
  }
  return { search, faults }
}

/** Cut at blanks, but not inside quotes; a quote that never closes runs to the end. */
function partsOf(typed: string): string[] {
  return typed.match(/(?:"[^"]*(?:"|$)|[^\s"])+/g) ?? []
}

function readPart(part: string): Term | { word: string } | string {
  const match = /^(-?)([a-z]+):(.*)$/is.exec(part)
  const key = match?.[2]?.toLowerCase()
  if (!match || key === undefined) return { word: unquote(part) }
  if (!isSearchKey(key)) return `There is no word “${key}:”. For text with a colon use quotes.`
  const values: TermValue[] = []
  for (const piece of piecesOf(match[3] ?? '')) {
    const value = readValue(key, piece)
    if (typeof value === 'string') return value
    values.push(value)
  }
  return values.length === 0 ? `“${key}:” needs a value.` : { key, not: match[1] === '-', values }
}

/** Cut at commas, but not inside quotes. */
function piecesOf(text: string): string[] {
  return text.match(/(?:"[^"]*(?:"|$)|[^,"])+/g) ?? []
}

function readValue(key: SearchKey, piece: string): TermValue | string {
  const { kind, choices } = wordOf(key)
  if (kind === 'number') return readNumber(key, piece)
  const text = unquote(piece)
  if (kind === 'choice') {
    const choice = choices?.find((one) => one === text.toLowerCase())
    return choice ? { op: 'is', text: choice } : `“${key}:” is one of ${choices?.join(', ') ?? ''}.`
  }
  if (piece.startsWith('"')) return { op: 'is', text }
  return text.toLowerCase() === 'unknown' ? { op: 'none' } : { op: 'has', text }
}

function readNumber(key: SearchKey, piece: string): TermValue | string {
  const match = /^(<=|>=|<|>|=)?(\d{1,9}(?:\.\d{1,6})?)$/.exec(piece)
  if (!match) return `“${key}:” takes a number, as in ${key}:<3.`
  const signs = ['<', '<=', '>', '>=', '='] as const
  return { op: signs.find((sign) => sign === match[1]) ?? '=', number: Number(match[2]) }
}

const unquote = (text: string) => text.replace(/"/g, '')

/** The text that reads as this search. */
export function printSearch({ terms, text }: Search): string {
  const printed = terms.map(
    ({ key, not, values }) =>
      `${not ? '-' : ''}${key}:${values.map((value) => printValue(key, value)).join(',')}`,
  )
  return [...printed, ...text.map(printText)].join(' ')
}

function printValue(key: SearchKey, value: TermValue): string {
  if (value.op === 'none') return 'unknown'
  if ('number' in value) return `${value.op === '=' ? '' : value.op}${value.number}`
  const plain = wordOf(key).kind === 'choice' || (value.op === 'has' && !/[\s,]/.test(value.text))
  return plain ? value.text : `"${value.text.replaceAll('"', '')}"`
}

const printText = (word: string) => (/[\s:]|^-/.test(word) ? `"${word}"` : word)

/** A facet's value as a term's value: the whole text, or nothing known. */
export const termValue = (text: string | null): TermValue =>
  text === null ? { op: 'none' } : { op: 'is', text }

/** Whether the value is asked for by name. */
export function asksFor({ terms }: Search, key: SearchKey, text: string | null): boolean {
  return terms.some((term) => term.key === key && !term.not && term.values.some((value) => same(value, text)))
}

const same = (value: TermValue, text: string | null) =>
  text === null ? value.op === 'none' : value.op === 'is' && value.text.toLowerCase() === text.toLowerCase()

/** The search with this value asked for too, or no longer. */
export function toggleValue(search: Search, key: SearchKey, text: string | null): Search {
  const own = search.terms.filter((term) => term.key === key && !term.not)
  const values = own.flatMap((term) => term.values)
  const kept = asksFor(search, key, text)
    ? values.filter((value) => !same(value, text))
    : [...values, termValue(text)]
  const rest = search.terms.filter((term) => !own.includes(term))
  return { ...search, terms: kept.length === 0 ? rest : [...rest, { key, not: false, values: kept }] }
}

export const withoutKey = (search: Search, key: SearchKey): Search => ({
  ...search,
  terms: search.terms.filter((term) => term.key !== key),
})

/** Only this value of the word: for links that lead to the calls behind a number. */
export const withOnly = (search: Search, key: SearchKey, text: string | null): Search => {
  const rest = withoutKey(search, key)
  return { ...rest, terms: [...rest.terms, { key, not: false, values: [termValue(text)] }] }
}

export const isEmptySearch = ({ terms, text }: Search) => terms.length === 0 && text.length === 0
