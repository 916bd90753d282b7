const two = (n: number) => String(n).padStart(2, '0')

/** A moment as a date field of the browser's own zone shows it: "2026-11-23T14:30". */
export function toLocalText(at: number): string {
  const date = new Date(at)
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** The other way round; null while it is no moment. */
export function fromLocalText(text: string): number | null {
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : at
}
