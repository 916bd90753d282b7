import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** A process, told apart from a later one with the same number by when it started (where the system says so). */
export type ProcessMark = { pid: number; startedAt: string }

type Lock = { taken: true; release: () => void } | { taken: false; holder: ProcessMark }

/** The mark of a live process, or null when there is none with this number (a zombie is not alive). */
export function markOf(pid: number): ProcessMark | null {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null
  }
  const [state, startedAt] = stateOf(pid)
  return state === 'Z' ? null : { pid, startedAt }
}

/** State and start time in kernel ticks, from Linux; elsewhere empty, and the number alone must do. */
function stateOf(pid: number): [string, string] {
  try {
    // The name in brackets may hold spaces, so count from its end.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return [fields[0] ?? '', fields[19] ?? '']
  } catch {
    return ['', '']
  }
}

export function isRunning(mark: ProcessMark): boolean {
  return markOf(mark.pid)?.startedAt === mark.startedAt
}

export function readLock(file: string): ProcessMark | null {
  try {
    const [pid, startedAt = ''] = readFileSync(file, 'utf8').split(' ')
    return { pid: Number(pid), startedAt }
  } catch {
    return null
  }
}

/** Takes the lock file for this process; a lock whose holder is gone counts as free. */
export function takeLock(file: string): Lock {
  const own = markOf(process.pid) ?? { pid: process.pid, startedAt: '' }
  const draft = `${file}.${process.pid}`
  for (;;) {
    writeFileSync(draft, `${own.pid} ${own.startedAt}`, { mode: 0o600 })
    if (linked(draft, file)) return { taken: true, release: () => rmSync(file, { force: true }) }
    const holder = readLock(file)
    if (holder && isRunning(holder)) {
      rmSync(draft, { force: true })
      return { taken: false, holder }
    }
    removeStale(file, draft)
  }
}

function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file)
    rmSync(draft)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  }
}

/** Moves the stale lock aside; should somebody fresh have taken it meanwhile, puts theirs back. */
function removeStale(file: string, draft: string): void {
  const aside = `${draft}.stale`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  const moved = readLock(aside)
  if (moved && isRunning(moved)) linked(aside, file)
  rmSync(aside, { force: true })
}
