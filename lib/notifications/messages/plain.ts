/** What turns writing round or hides: shown as its code instead. */
const hidden = /[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]/gu
const control = /[\p{Cc}]+/gu

/** One harmless line: no control characters, nothing invisible, not endless. For every sink, before its own escaping. */
export function plain(text: string, most = 300): string {
  const line = text
    .slice(0, most * 4)
    .toWellFormed()
    .replace(control, ' ')
    .replace(hidden, codeOf)
    .replace(/\s+/g, ' ')
    .trim()
  const letters = [...line]
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : line
}

const codeOf = (letter: string) =>
  `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`

/** Slack's three letters. With `verbatim` text and without `link_names`, no mention can be made. */
export const forSlack = (text: string, most = 300): string =>
  plain(text, most).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

export const forHtml = (text: string, most = 300): string =>
  plain(text, most)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;')

/** A link of somebody else's, only if it is one. */
export function webLink(text: string | null): string | null {
  if (text === null || !URL.canParse(text)) return null
  const url = new URL(text)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null
}
