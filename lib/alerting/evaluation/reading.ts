import type { Labels } from '../labels.ts'
import type { Problem } from './compiled-rule.ts'
import type { InstanceState } from './instance-state.ts'

/** What an alert needs beside value and threshold, for conditions that are not one number. */
export type Told = {
  title: string
  /** "3 calls of Acme’s Video have …": without time */
  sentence: string
  because?: string
  advice?: string
  side?: string
  sessionIds?: readonly string[]
}

/** One label set at one evaluation. `no-data`: it is there, but nothing can be told (too little traffic). */
export type Reading = {
  customerId: string
  instance: string
  labels: Labels
  appId: string | null
  region: string | null
  sessionId: string | null
  verdict: 'holds' | 'clear' | 'between' | 'no-data'
  value: number | null
  threshold: number | null
  traffic: number | null
  told: Told | null
}

export type Outcome = {
  /** those that hold, and those that are known already; what is clear and unknown is left out */
  readings: Reading[]
  /** customers of whom any series could be measured; null where a condition needs no data to say "clear" */
  measured: ReadonlySet<string> | null
  /** customers for whom the rule cannot be evaluated */
  problems: ReadonlyMap<string, Problem>
}

/** What is kept of a rule: by customer and instance. */
export type Known = ReadonlyMap<string, InstanceState>
export const knownKey = (customerId: string, instance: string) => `${customerId}|${instance}`
export const noProblems: ReadonlyMap<string, Problem> = new Map()
