/** Counts checks, keeps what failed. A leak and a wrong status weigh the same: the last line must say 0. */
export type Report = {
  check(holds: boolean, what: () => string): void
  note(line: string): void
  /** Prints the failures and the last line; true when nothing failed. */
  finish(): boolean
}

const shownAtMost = 60

export function startReport(print: (line: string) => void): Report {
  let checks = 0
  const failures: string[] = []
  return {
    check(holds, what) {
      checks++
      if (!holds) failures.push(what())
    },
    note: print,
    finish() {
      for (const failure of failures.slice(0, shownAtMost)) print(`  leak: ${failure}`)
      if (failures.length > shownAtMost) print(`  … and ${failures.length - shownAtMost} more`)
      print(`tenancy: checks ${checks} leaks ${failures.length}`)
      return failures.length === 0 && checks > 0
    },
  }
}
