import type { AlertNote } from './contract.ts'

/** The members whom `@Their Name` names, whatever the case; the longest name counts, so `@Ann Lee` is not `@Ann`. */
export function findMentions(
  body: string,
  people: readonly { memberId: string; name: string }[],
): AlertNote['mentions'] {
  const longestFirst = people
    .filter(({ name }) => name.trim() !== '')
    .toSorted((a, b) => b.name.length - a.name.length)
  const text = body.toLocaleLowerCase()
  const found = new Set<string>()
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (at > 0 && isWord(text[at - 1])) continue // an e-mail address is no mention
    const named = longestFirst.filter(({ name }) => startsWithName(text, at + 1, name.toLocaleLowerCase()))
    const length = named[0]?.name.length
    for (const { memberId } of named.filter(({ name }) => name.length === length)) found.add(memberId)
  }
  return [...found]
}

function startsWithName(text: string, at: number, name: string): boolean {
  return text.startsWith(name, at) && !isWord(text[at + name.length])
}

const isWord = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{N}_]/u.test(letter)
