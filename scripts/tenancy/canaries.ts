/** Words that exist in one tenant's data only. Seen in a reply to somebody else, they are a leak. */
export type Canaries = { word: string; values: ReadonlySet<string> }

export function canariesOf(word: string, ids: readonly string[]): Canaries {
  return { word, values: new Set([word, ...ids]) }
}

/** The first canary in this text, or null. Ids count too: nobody may learn that a foreign one exists. */
export function leakIn(text: string, canaries: Canaries): string | null {
  const lower = text.toLowerCase()
  for (const value of canaries.values) if (lower.includes(value.toLowerCase())) return value
  return null
}
