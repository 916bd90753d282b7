import { type Folded, fold } from './fold.ts'

/** Where a word stands in a text, however it is written. */
export type Found = {
  /** half-open, in the text as it was written */
  from: number
  to: number
  /** it begins and ends where words of the text do */
  whole: boolean
}

/** Longer than this, letters that happen to follow one another over the ends of words are no accident. */
const noAccident = 9

/**
 * Every place of `word`: as a whole word or several, inside another word, and with spacing or punctuation of its own between
 * its letters. Not found is what only arises from the end of one word and the beginning of the next ("was in" is no "Asin").
 */
export function findWord(text: Folded, word: string, onlyWhole: boolean): Found[] {
  const own = fold(word)
  const { letters } = own
  if (letters.length === 0) return []
  const found: Found[] = []
  for (let at = text.letters.indexOf(letters); at >= 0; at = text.letters.indexOf(letters, at + 1)) {
    const last = at + letters.length - 1
    const whole = text.starts[at] === true && (text.starts[last + 1] ?? true)
    if (onlyWhole ? !whole : !(whole || inOne(text, own, at) || letters.length >= noAccident)) continue
    if (onlyWhole && !breaksAsOwn(text, own, at)) continue
    found.push({ from: text.from[at] ?? 0, to: text.to[last] ?? 0, whole })
  }
  return found
}

/** No word of the text ends within it, but where one of its own does. */
function inOne(text: Folded, own: Folded, at: number): boolean {
  return breaksAsOwn(text, own, at)
}

function breaksAsOwn(text: Folded, own: Folded, at: number): boolean {
  for (let i = 1; i < own.letters.length; i++) if (text.starts[at + i] && !own.starts[i]) return false
  return true
}
