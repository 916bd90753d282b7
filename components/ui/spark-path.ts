/** The scale of a score; the same for every sparkline so that two tiles can be compared by eye. */
const lowest = 1
const highest = 4.6

/**
 * The path of one sparkline, oldest minute left. A minute without a score is a gap; a lone minute is a dot
 * (a line of no length, drawn by its round cap).
 */
export function sparkPath(scores: readonly (number | null)[], width: number, height: number): string {
  const step = scores.length > 1 ? width / (scores.length - 1) : 0
  let path = ''
  let pen = false
  scores.forEach((score, i) => {
    if (score === null) {
      pen = false
      return
    }
    const x = round(i * step)
    const y = round(height - ((clamp(score) - lowest) / (highest - lowest)) * height)
    const alone = !pen && (scores[i + 1] ?? null) === null
    path += pen ? `L${x} ${y}` : `M${x} ${y}${alone ? 'h0' : ''}`
    pen = true
  })
  return path
}

const clamp = (score: number) => Math.min(highest, Math.max(lowest, score))
const round = (value: number) => Math.round(value * 10) / 10

/** What the line says in words, for those who do not see it. */
export function trendText(scores: readonly (number | null)[]): string {
  const known = scores.filter((score) => score !== null)
  const last = known.at(-1)
  if (last === undefined) return 'No scores in the last 60 minutes'
  const low = Math.min(...known)
  const summary = `Score ${last.toFixed(1)}, lowest ${low.toFixed(1)} in the last 60 minutes`
  const missing = scores.length - known.length
  return missing === 0 ? summary : `${summary}, ${missing} of them without a score`
}

/** Runs of minutes without a score, as positions of the first and the last one: drawn hatched, never bridged. */
export function gapRuns(scores: readonly (number | null)[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = []
  scores.forEach((score, i) => {
    if (score !== null) return
    const open = runs.at(-1)
    if (open && open.to === i - 1) open.to = i
    else runs.push({ from: i, to: i })
  })
  return runs
}
