export type Person = { memberId: string; name: string }
export type Typing = { from: number; query: string }

/** The `@na` that the caret stands behind, if it stands behind one. */
export function mentionAt(text: string, caret: number): Typing | null {
  const before = text.slice(0, caret)
  const from = before.lastIndexOf('@')
  if (from < 0 || (from > 0 && !/[\s(]/.test(before.charAt(from - 1)))) return null
  const query = before.slice(from + 1)
  return query.length <= 40 && !/[\n@]|\s\s|\s$/.test(query) ? { from, query } : null
}

/** People whose name, or a part of it, begins like this; at most six. */
export function peopleLike(people: readonly Person[], query: string): Person[] {
  const wanted = query.toLocaleLowerCase()
  return people
    .filter(({ name }) => {
      const known = name.toLocaleLowerCase()
      return known.startsWith(wanted) || known.split(/\s+/).some((part) => part.startsWith(wanted))
    })
    .slice(0, 6)
}

/** The text with the name in place of what was typed of it, and where the caret belongs then. */
export function withMention(
  text: string,
  { from, query }: Typing,
  name: string,
): { text: string; caret: number } {
  const put = `@${name} `
  const rest = text.slice(from + 1 + query.length).replace(/^ /, '')
  return { text: `${text.slice(0, from)}${put}${rest}`, caret: from + put.length }
}
