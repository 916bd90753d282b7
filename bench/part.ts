import type { Ground } from './ground.ts'

/** One figure of the table. */
export type Figure = {
  /** P1, P2 … as in docs/performance.md; a suffix tells sub-figures apart */
  id: string
  what: string
  value: number
  unit: string
  /** the figure it is compared to, measured in the same run; null = none */
  limit: number | null
  budget: number
  /** goal of the first release where it is looser */
  firstGoal: number | null
  /** whether more is better */
  atLeast: boolean
  /** median (min–max) and what else belongs to it */
  note: string
}
export type Skipped = { id: string; skipped: string }
export type Part = { name: string; measure(ground: Ground, long: boolean): Promise<(Figure | Skipped)[]> }

export const meets = ({ value, atLeast }: Figure, goal: number): boolean =>
  atLeast ? value >= goal : value <= goal
