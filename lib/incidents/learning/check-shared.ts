import { isNamed } from './name-hints.ts'

/** Shorter names are ordinary words too often. */
const shortest = 4
const uuid = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/i
const address = /\b\d{1,3}(?:\.\d{1,3}){3}\b/
const ownPage = /\/(?:incidents|alerts|sessions|fleet|settings|actions)\/\S/i
const reference = /\b[A-Z][A-Z0-9-]{1,80}-[1-9]\d{0,8}\b/g

type Known = { foreignNames: readonly string[]; staffNames: readonly string[]; ownReference: string }

/** Why a customer may not read this, or null: it names another, a person of staff, or something behind the scenes. */
export function whyNotShared(text: string, { foreignNames, staffNames, ownReference }: Known): string | null {
  const foreign = foreignNames.find((name) => name.trim().length >= shortest && isNamed(text, name.trim()))
  if (foreign !== undefined) return `“${foreign}” is what another customer, or an app of one, is called.`
  const staff = staffNames.find((name) => name.trim().includes(' ') && isNamed(text, name.trim()))
  if (staff !== undefined) return `It names ${staff}.`
  if (uuid.test(text) || address.test(text)) return 'It names an id or an address of a machine.'
  if (ownPage.test(text)) return 'It leads to a page for staff.'
  const own = ownReference.slice(0, ownReference.lastIndexOf('-') + 1)
  const shared = (text.match(reference) ?? []).find((one) => one.startsWith('SHARED-') && own !== 'SHARED-')
  return shared === undefined ? null : `${shared} is for staff alone.`
}
