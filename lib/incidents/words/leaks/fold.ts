/**
 * Text as a reader hears it: letters and digits alone, without case, accents, look-alikes, spacing and punctuation. Every
 * kept letter remembers where it stood, so that what is found can be shown in the text as it was written.
 */
export type Folded = {
  letters: string
  /** where the letter's own sign begins and ends in the text, in UTF-16 units */
  from: number[]
  to: number[]
  /** nothing but space or punctuation stands right before it */
  starts: boolean[]
}

/** Letters of other scripts that look like Latin ones. */
const lookAlikes: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...[
      'аa',
      'вb',
      'сc',
      'ԁd',
      'еe',
      'ёe',
      'һh',
      'іi',
      'їi',
      'јj',
      'кk',
      'ӏl',
      'мm',
      'нh',
      'оo',
      'рp',
      'ԛq',
      'ѕs',
    ],
    ...[
      'тt',
      'уy',
      'хx',
      'ԝw',
      'αa',
      'βb',
      'εe',
      'ηn',
      'ιi',
      'κk',
      'νv',
      'οo',
      'ρp',
      'τt',
      'υu',
      'χx',
      'ωw',
      'ɡg',
    ],
    ...['ıi', 'øo', 'đd', 'łl', 'ħh', 'ßs', 'ɑa', 'ʏy', 'ᴀa', 'ᴇe', 'ᴍm', 'ᴏo'],
  ].map((pair) => [...pair] as [string, string]),
)

const mark = /\p{M}/u
const kept = /[\p{L}\p{N}]/u
/** Signs that are not seen: they end no word. */
const invisible = /^\p{Default_Ignorable_Code_Point}$/u

const latin = (letter: string) => lookAlikes[letter] ?? letter

export function fold(text: string): Folded {
  const folded: Folded = { letters: '', from: [], to: [], starts: [] }
  let at = 0
  let boundary = true
  for (const sign of text) {
    const end = at + sign.length
    const letters = [...sign.normalize('NFKD')].filter((one) => !mark.test(one) && kept.test(one))
    for (const letter of letters.flatMap((one) => [...one.toLowerCase()].filter((low) => !mark.test(low)))) {
      const plain = latin(letter)
      folded.letters += plain
      for (let unit = 0; unit < plain.length; unit++) {
        folded.from.push(at)
        folded.to.push(end)
        folded.starts.push(boundary && unit === 0)
        boundary = false
      }
    }
    if (letters.length === 0 && !mark.test(sign) && !invisible.test(sign)) boundary = true
    at = end
  }
  return folded
}

/** For a first, coarse look in SQL: the same in the plainest letters. What the two drop, both drop. */
export const coarse = (text: string): string => fold(text).letters.replace(/[^a-z0-9]/g, '')
