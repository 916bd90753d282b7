/** ln(k!) for every k that was asked for so far; grows by need. */
let logFactorials = new Float64Array([0, 0])

function logFactorial(k: number): number {
  if (k >= logFactorials.length) extend(k)
  return logFactorials[k] ?? Number.NaN
}

function extend(k: number) {
  const known = logFactorials.length
  const longer = new Float64Array(Math.max(k + 1, 2 * known))
  longer.set(logFactorials)
  for (let i = known; i < longer.length; i++) longer[i] = (longer[i - 1] ?? 0) + Math.log(i)
  logFactorials = longer
}

const logChoose = (n: number, k: number) => logFactorial(n) - logFactorial(k) - logFactorial(n - k)

/** One-sided Fisher exact test: how likely chance alone puts `bad` or more of all bad ones among these `n`. */
export function fisherExact(bad: number, n: number, elsewhereBad: number, elsewhereN: number): number {
  const allBad = bad + elsewhereBad
  const whole = logChoose(n + elsewhereN, allBad)
  const most = Math.min(n, allBad)
  let sum = 0
  for (let x = Math.max(bad, allBad - elsewhereN); x <= most; x++) {
    const term = Math.exp(logChoose(n, x) + logChoose(elsewhereN, allBad - x) - whole)
    sum += term
    if (term < sum * 1e-14) break // the tail only falls from here
  }
  return Math.min(1, sum)
}

/** One-sided binomial test: how likely `hits` or more of `n` happen at this rate. */
export function binomialAtLeast(hits: number, n: number, rate: number): number {
  if (hits <= 0) return 1
  if (rate <= 0) return 0
  if (rate >= 1) return 1
  let sum = 0
  for (let x = hits; x <= n; x++)
    sum += Math.exp(logChoose(n, x) + x * Math.log(rate) + (n - x) * Math.log1p(-rate))
  return Math.min(1, sum)
}
