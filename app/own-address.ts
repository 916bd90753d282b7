type Query = Record<string, string | string[] | undefined>

/** The address of a page as it was asked for, to come back to after signing in. Repeated names keep their first value. */
export function ownAddress(path: string, query: Query): string {
  const kept = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    const first = Array.isArray(value) ? value[0] : value
    if (first !== undefined) kept.set(name, first)
  }
  const text = kept.toString()
  return text === '' ? path : `${path}?${text}`
}
