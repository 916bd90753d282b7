const mostLength = 200
/** Control characters and what turns the direction of writing round. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]+/gu
/** What looks like a key: never shown again, though a far end repeats it. */
const secretLike =
  /(xox[a-z]-|whsec_|Bearer\s+|Basic\s+)[\w+/=.-]{4,}|https:\/\/hooks\.slack[\w.-]*\/\S+|[A-Za-z0-9+/_-]{32,}={0,2}/g

/** The first words of what a far end said, on one line, harmless to show. */
export function excerptOf(text: string): string {
  const line = text
    .slice(0, 4_000)
    .replace(/<[^>]{0,400}>/g, ' ')
    .replace(unprintable, ' ')
    .replace(secretLike, '…')
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > mostLength ? `${line.slice(0, mostLength - 1)}…` : line
}
