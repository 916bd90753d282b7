/** Runs our code inside somebody else's page: errors are counted and told, never thrown. */
export function countedGuard(told: (what: string, error: unknown) => void) {
  let count = 0
  function guard<T>(what: string, run: () => T): T | undefined {
    try {
      return run()
    } catch (error) {
      count++
      try {
        told(what, error)
      } catch {
        // telling failed too: the count has to do
      }
      return undefined
    }
  }
  return { guard, guarded: () => count }
}
