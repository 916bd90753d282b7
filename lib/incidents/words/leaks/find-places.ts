/** Places in a text that name machines, pages or things of ours by their form alone. */
export type Place = { from: number; to: number; text: string }

function all(pattern: RegExp, text: string): Place[] {
  return [...text.matchAll(pattern)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    text: match[0],
  }))
}

const uuid = /(?<![0-9a-f])[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}(?![0-9a-f])/gi
const mail = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu
const host =
  /(?<![\p{L}\p{N}@._-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]*(?![\p{L}\p{N}])/gu
const ip4 = /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)/g
const ip6 = /(?<![0-9a-f:])(?:(?:[0-9a-f]{1,4}:){2,7}[0-9a-f:]{0,20}|::1)(?![0-9a-f:])/gi
const page =
  /(?:https?:\/\/[^\s<>()"']+)?(?<!\/status)\/(?:sessions|alerts|incidents|settings|fleet|customers|reports|wall|live)\b[^\s<>()"']*/gi
/** no part of it is optional: a pattern that could be read in many ways would take for ever over a long text */
const reference = /(?<![\p{L}\p{N}-])[\p{L}\p{N}]+(?:[-–—‑_][\p{L}\p{N}]+)+/gu
const token = /[^\s<>()[\]{}"'`,;]+/g

export const places = {
  uuids: (text: string) => all(uuid, text),
  mails: (text: string) => all(mail, text),
  hosts: (text: string) => all(host, text),
  addresses: (text: string) => [...all(ip4, text), ...all(ip6, text)],
  pages: (text: string) => all(page, text),
  references: (text: string) =>
    all(reference, text).filter(({ text: word }) => /[^\p{L}\p{N}]\d{1,7}$/u.test(word)),
  /** what could be an id that an app of somebody gave a call */
  tokens: (text: string) =>
    all(token, text)
      .map(({ from, text: word }) => {
        const bare = word.replace(/^[.:!?*_#]+|[.:!?*_]+$/g, '')
        const begin = from + word.indexOf(bare)
        return { from: begin, to: begin + bare.length, text: bare }
      })
      .filter(({ text: word }) => word.length >= 4 && word.length <= 200),
} as const

const inside = /\.(?:internal|local|localdomain|lan|intranet|corp|home|svc|cluster|private|test)$/i
export const isInside = (name: string): boolean => inside.test(name) || /^localhost$/i.test(name)
const nearby = /^(?:10\.|127\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|f[cd]|fe80|::1)/i
export const isNearby = (address: string): boolean => nearby.test(address)
