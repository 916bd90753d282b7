/** A pasted link of ours becomes its path; anything else stays as it was typed, for the form to refuse. */
export function ownPath(text: string, origin: string): string {
  const typed = text.trim()
  if (!URL.canParse(typed)) return typed
  const url = new URL(typed)
  return url.origin === origin ? `${url.pathname}${url.search}${url.hash}` : typed
}
