import type { Owner } from '../contract.ts'

/**
 * One kind of finding in words. In `notice` and `cause`, {who} is the participant of the finding, {about} the other
 * end, {others} those who notice it, {shared} what the affected have in common. The numbers it is raised and cleared by
 * are told in `raise` and `clear`.
 */
export type CatalogueEntry = {
  title: string
  /** what people in the call notice, one sentence */
  notice: string
  /** the likely cause, one clause without a full stop */
  cause: string
  /** what to do, one or two sentences */
  remedy: string
  owner: Owner
  raise: string
  clear: string
  /** where the limits come from: [S] standard, [P] published, [H] own heuristic */
  source: string
}

export type Catalogue = Readonly<Record<string, CatalogueEntry>>
