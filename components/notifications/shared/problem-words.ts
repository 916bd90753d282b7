import { spanWords } from './span-words.ts'

/** What a schema says about a value, said to a person. `path` tells times, which are kept in milliseconds. */
export function problemWords(message: string, path: string): string {
  const count = Number(/[<>]=?(-?\d+)/.exec(message)?.[1] ?? Number.NaN)
  const limit = path.endsWith('Ms') ? spanWords(count) : String(count)
  if (/^Too small: expected string/.test(message))
    return count > 1 ? `At least ${count} characters.` : 'This is needed.'
  if (/^Too small: expected array/.test(message)) return 'At least one is needed.'
  if (/^Too small: expected number/.test(message)) return `At least ${limit}.`
  if (/^Too big: expected number/.test(message)) return `At most ${limit}.`
  if (/^Too big: expected string/.test(message)) return `At most ${count} characters.`
  if (/^Too big: expected array/.test(message)) return `At most ${count}.`
  if (/^Invalid input: expected number/.test(message)) return 'A number is needed.'
  if (/^Invalid input: expected (string|object)/.test(message)) return 'This is needed.'
  if (/^Invalid URL/.test(message)) return 'A whole address is needed, like https://example.com/hook.'
  if (/^Invalid string: must match pattern/.test(message))
    return 'This does not look right: copy it again, whole.'
  return `${message.slice(0, 1).toUpperCase()}${message.slice(1)}`
}
