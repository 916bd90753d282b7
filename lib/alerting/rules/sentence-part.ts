/**
 * A rule's sentence in pieces. A piece with a `field` can be edited: it is the path of what it shows in `RuleSpec`
 * (`condition.fireAt`, `forMs`, `condition.pairs`…), or `severity`.
 */
export type SentencePart = { readonly text: string; readonly field?: string }

export const editable = (field: string, text: string): SentencePart => ({ field, text })

type Piece = string | SentencePart | readonly SentencePart[]

/** say`over ${editable('forMs', '2 min')}`: pieces in the order of the sentence, neighbours without a field joined. */
export function say(words: TemplateStringsArray, ...pieces: readonly Piece[]): SentencePart[] {
  const all = words.flatMap((text, i) => [{ text }, ...asParts(pieces[i])])
  return joined(all)
}

function asParts(piece: Piece | undefined): readonly SentencePart[] {
  if (piece === undefined) return []
  if (typeof piece === 'string') return [{ text: piece }]
  return 'text' in piece ? [piece] : piece
}

function joined(parts: readonly SentencePart[]): SentencePart[] {
  const out: SentencePart[] = []
  for (const part of parts) {
    const last = out.at(-1)
    if (part.text === '') continue
    if (last && last.field === undefined && part.field === undefined)
      out[out.length - 1] = { text: last.text + part.text }
    else out.push(part)
  }
  return out
}

/** "a, b and c"; more than four end with "and n more" */
export const listed = (items: readonly string[]): string => enumerated(items, 'and')
/** "a, b or c" */
export const anyOf = (items: readonly string[]): string => enumerated(items, 'or')

function enumerated(items: readonly string[], word: string): string {
  const most = 4
  const isCut = items.length > most
  const shown = isCut ? [...items.slice(0, most), `${items.length - most} more`] : [...items]
  const last = shown.pop() ?? ''
  return shown.length === 0 ? last : `${shown.join(', ')} ${isCut ? 'and' : word} ${last}`
}
