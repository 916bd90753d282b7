/**
 * Stages between a body and its ack. A fault test names one in CRASH_AT and the process kills itself there, so that
 * every boundary is hit on purpose. Does nothing unless EARSHOT_TEST_CRASH=1.
 *
 * s1 body read · s2 validated · s3 transaction sent, outcome unknown · s4 committed, not acked · s5 acked
 * s6 rules claimed, not evaluated yet · s7 decided what to say, before its transaction
 * s8 message leased · s9 message sent, not recorded · s10 recorded
 */
export type Stage = 's1' | 's2' | 's3' | 's4' | 's5' | 's6' | 's7' | 's8' | 's9' | 's10'

/** Whether a fault test runs; callers may skip work that only serves it. */
export const crashArmed = process.env.EARSHOT_TEST_CRASH === '1'
const crashAt = crashArmed ? process.env.CRASH_AT : undefined
/** CRASH_AFTER=n lets the stage pass n times first, so that there is acked work to lose. */
let remaining = Number(process.env.CRASH_AFTER ?? 0)

export function crashPoint(stage: Stage): void {
  if (crashAt !== stage) return
  if (remaining-- > 0) return
  process.kill(process.pid, 'SIGKILL')
}
