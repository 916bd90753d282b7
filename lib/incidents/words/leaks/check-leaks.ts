import type { Leak, LeakKind } from '../contract.ts'
import { isInside, isNearby, type Place, places } from './find-places.ts'
import { findWord } from './find-word.ts'
import { type Folded, fold } from './fold.ts'
import { ordinaryWords } from './ordinary-words.ts'

/**
 * Whether words to one customer say something of another, or of what is behind them all. Words of others come from the
 * database, narrowed to those that could stand in the text; what is answered are places in the text and nothing else.
 */
export type ForeignKind = 'customer' | 'slug' | 'app' | 'staff' | 'cause'
export type Foreign = {
  words: readonly { kind: ForeignKind; word: string }[]
  /** of what stands in the text: ids, references, addresses of mail, host names that are another's */
  ids: readonly string[]
  hosts: readonly string[]
  mails: readonly string[]
}
export type Own = {
  /** names, slugs and apps of the customer itself */
  words: readonly string[]
  ids: readonly string[]
  hosts: readonly string[]
  mails: readonly string[]
  /** `ACME-7` */
  reference: string
}
export type Checked = { title: string; body: string }

export function checkLeaks(text: Checked, foreign: Foreign, own: Own): Leak[] {
  return (['title', 'body'] as const).flatMap((field) => {
    const found = [...wordLeaks(text[field], foreign, own), ...placeLeaks(text[field], foreign, own)]
    return merged(found).map((leak) => ({ field, ...leak }))
  })
}

export const hardOf = (leaks: readonly Leak[]) => leaks.filter(({ weight }) => weight === 'hard')

type Hit = Omit<Leak, 'field'>

// ---- Names --------------------------------------------------------------------------------------------------------

const kindOf: Record<ForeignKind, LeakKind> = {
  customer: 'name',
  slug: 'name',
  app: 'app',
  staff: 'person',
  cause: 'cause',
}
const because: Record<LeakKind, string> = {
  name: 'This is what another customer is called.',
  app: 'An app of another customer is called so.',
  host: 'This names a machine.',
  id: 'This is an id of something that is not this customer’s.',
  person: 'This names a person.',
  address: 'This is an address of a machine.',
  'internal-page': 'This leads to a page for staff.',
  cause: 'This is what staff write about the cause behind several customers.',
}

function wordLeaks(text: string, { words }: Foreign, own: Own): Hit[] {
  const folded = fold(text)
  const ours = own.words.flatMap((word) => findWord(folded, word, true))
  const ownLetters = new Set(own.words.map((word) => fold(word).letters))
  return words
    .filter(({ word }) => !ownLetters.has(fold(word).letters))
    .flatMap(({ kind, word }) => hitsOf(text, folded, kind, word))
    .filter((hit) => !ours.some(({ from, to }) => from <= hit.from && hit.to <= to))
}

/** Shorter ones, and ordinary words, are found as whole words alone. */
const shortest = 4
const longEnough = 6

function hitsOf(text: string, folded: Folded, kind: ForeignKind, word: string): Hit[] {
  const { letters, starts } = fold(word)
  const ordinary = ordinaryWords.has(letters)
  const onlyWhole = ordinary || letters.length < shortest || kind === 'staff'
  const several = starts.filter(Boolean).length > 1 || /\d/.test(letters)
  return findWord(folded, word, onlyWhole).map(({ from, to, whole }) => {
    const written = text.slice(from, to)
    const asName = several || written !== written.toLowerCase() || !/\p{Ll}/u.test(written)
    const sure = asName && !onlyWhole && (whole || letters.length >= longEnough)
    return hit({ from, to }, kindOf[kind], sure && kind !== 'cause' ? 'hard' : 'warning')
  })
}

const hit = ({ from, to }: Pick<Place, 'from' | 'to'>, kind: LeakKind, weight: Leak['weight']): Hit => ({
  ...{ from, to, kind, weight },
  because:
    weight === 'warning' && kind === 'name'
      ? `${because.name} It may be an ordinary word here.`
      : because[kind],
})

// ---- Ids, machines, pages -----------------------------------------------------------------------------------------

function placeLeaks(text: string, foreign: Foreign, own: Own): Hit[] {
  const plain = sameLength(text)
  return [
    ...idLeaks(plain, foreign, own),
    ...places.mails(plain).flatMap((place) => {
      if (has(own.mails, place.text)) return []
      return [hit(place, 'person', has(foreign.mails, place.text) ? 'hard' : 'warning')]
    }),
    ...places.hosts(plain).flatMap((place) => hostLeak(place, foreign, own)),
    ...places.addresses(plain).map((place) => {
      const sure = isNearby(place.text) || has(foreign.hosts, place.text)
      return hit(place, 'address', sure ? 'hard' : 'warning')
    }),
    ...places
      .pages(plain)
      .filter(({ text: page }) => !/\/status\//i.test(page))
      .map((place) => hit(place, 'internal-page', 'hard')),
  ]
}

function idLeaks(text: string, { ids }: Foreign, own: Own): Hit[] {
  const uuids = places
    .uuids(text)
    .filter((place) => !own.ids.some((id) => bare(id) === bare(place.text)))
    .map((place) => hit(place, 'id', 'hard'))
  const references = places
    .references(text)
    .filter(({ text: word }) => bare(word) !== bare(own.reference) && !has(own.ids, word))
    .filter(({ text: word }) => /^shared[^\p{L}]/iu.test(word) || ids.some((id) => bare(id) === bare(word)))
    .map((place) => hit(place, 'id', 'hard'))
  const tokens = places
    .tokens(text)
    .filter(({ text: word }) => has(ids, word) && !has(own.ids, word) && bare(word) !== bare(own.reference))
    .map((place) => hit(place, 'id', looksLikeAnId(place.text) ? 'hard' : 'warning'))
  return [...uuids, ...references, ...tokens]
}

/** Apps may name their calls by a plain word, and plain words are anybody's. */
const looksLikeAnId = (word: string) => /\d/.test(word) || /\p{L}[-_:/.]\p{L}/u.test(word)

function hostLeak(place: Place, foreign: Foreign, own: Own): Hit[] {
  const name = place.text.toLowerCase()
  if (own.hosts.some((host) => name === host || name.endsWith(`.${host}`))) return []
  const sure = isInside(name) || foreign.hosts.some((host) => name === host || name.endsWith(`.${host}`))
  return [hit(place, 'host', sure ? 'hard' : 'warning')]
}

const bare = (text: string) => fold(text).letters
const has = (list: readonly string[], text: string) => {
  const wanted = text.toLowerCase()
  return list.some((one) => one.toLowerCase() === wanted)
}

/** Full-width and look-alike signs as what they look like, unit by unit, so that places stay where they are. */
export function sameLength(text: string): string {
  return [...text]
    .map((sign) => {
      const plain = sign.normalize('NFKC')
      return plain.length === sign.length ? plain : sign
    })
    .join('')
}

/** One place is told once, by its gravest hit. */
function merged(hits: readonly Hit[]): Hit[] {
  const gravest = hits.toSorted(
    (a, b) => Number(b.weight === 'hard') - Number(a.weight === 'hard') || b.to - b.from - (a.to - a.from),
  )
  const kept: Hit[] = []
  for (const one of gravest)
    if (!kept.some(({ from, to }) => from <= one.from && one.to <= to)) kept.push(one)
  return kept.toSorted((a, b) => a.from - b.from)
}
