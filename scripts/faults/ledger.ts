/**
 * What was made and what was acked, written down outside of the system: per boot, one flag per sequence number.
 * Reports and events of a boot share one sequence, so a number is an item.
 */
export type Ledger = {
  produced(boot: string, seqs: readonly number[]): void
  acked(boot: string, seqs: readonly number[]): void
  /** sequence numbers by boot */
  boots(): IterableIterator<[string, BootLine]>
  totals(): { produced: number; acked: number }
}
export type BootLine = { produced: Set<number>; acked: Set<number> }

export function createLedger(): Ledger {
  const lines = new Map<string, BootLine>()
  const lineOf = (boot: string) => {
    const known = lines.get(boot)
    if (known) return known
    const made: BootLine = { produced: new Set(), acked: new Set() }
    lines.set(boot, made)
    return made
  }
  return {
    produced(boot, seqs) {
      const line = lineOf(boot)
      for (const seq of seqs) line.produced.add(seq)
    },
    acked(boot, seqs) {
      const line = lineOf(boot)
      for (const seq of seqs) line.acked.add(seq)
    },
    boots: () => lines.entries(),
    totals() {
      let [produced, acked] = [0, 0]
      for (const line of lines.values()) {
        produced += line.produced.size
        acked += line.acked.size
      }
      return { produced, acked }
    },
  }
}

/** One stored row of either table. */
export type StoredItem = { boot: string; seq: number; copies: number }
export type Comparison = {
  acked: number
  /** acked, and not stored */
  lost: number
  /** stored more than once */
  duplicated: number
  /** made, and not stored though everything was delivered in the end */
  undelivered: number
  /** stored, and never made */
  invented: number
}

export function compare(ledger: Ledger, stored: readonly StoredItem[]): Comparison {
  const found = new Map<string, Map<number, number>>()
  for (const { boot, seq, copies } of stored) {
    const seqs = found.get(boot) ?? new Map<number, number>()
    found.set(boot, seqs)
    seqs.set(seq, (seqs.get(seq) ?? 0) + copies)
  }
  const result: Comparison = { acked: 0, lost: 0, duplicated: 0, undelivered: 0, invented: 0 }
  for (const [boot, { produced, acked }] of ledger.boots()) {
    const seqs = found.get(boot) ?? new Map<number, number>()
    result.acked += acked.size
    for (const seq of produced) {
      const copies = seqs.get(seq) ?? 0
      if (copies === 0) result[acked.has(seq) ? 'lost' : 'undelivered']++
      result.duplicated += Math.max(0, copies - 1)
      seqs.delete(seq)
    }
  }
  for (const seqs of found.values()) result.invented += seqs.size
  return result
}
