import { type ReviewSection, type ReviewSections, reviewSections } from './contract.ts'

/**
 * Sections that name somebody of staff. A hint and no more: "Ada's dashboard showed it" may stay, "Ada restarted the
 * wrong server" teaches nothing that "the two servers looked alike" does not.
 */
export function nameHints(
  sections: ReviewSections,
  names: readonly string[],
): { section: ReviewSection; text: string }[] {
  const known = [...new Set(names.map((name) => name.trim()).filter((name) => name.length >= 3))]
  return reviewSections.flatMap((section) => {
    const found = known.filter((name) => isNamed(sections[section], name))
    if (found.length === 0) return []
    const text = `It names ${found.slice(0, 3).join(', ')}. What happened, and how, often says more than who was there.`
    return [{ section, text }]
  })
}

const edge = String.raw`[^\p{L}\p{N}]`
/** As whole words, however they are capitalised. */
export function isNamed(text: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?:^|${edge})${escaped}(?:$|${edge})`, 'iu').test(text)
}
