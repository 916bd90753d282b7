/** Which of these tests hold when at most the share `q` of the found ones may be false (Benjamini and Hochberg, 1995). */
export function benjaminiHochberg(ps: readonly number[], q: number): boolean[] {
  const order = ps.map((p, i) => ({ p, i })).sort((a, b) => a.p - b.p)
  let last = -1
  order.forEach(({ p }, rank) => {
    if (p <= (q * (rank + 1)) / ps.length) last = rank
  })
  const holds = ps.map(() => false)
  for (const { i } of order.slice(0, last + 1)) holds[i] = true
  return holds
}
