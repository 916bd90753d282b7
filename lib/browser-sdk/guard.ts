/** Runs our code inside somebody else's page: errors are counted and told, never thrown. */
export function countedGuard(told: (error: unknown, count: number) => void) {
  let count = 0
  function guard<T>(run: () => T): T | undefined {
    try {
      return run()
    } catch (error) {
      count++
      try {
        told(error, count)
      } catch {
        // telling failed too: the count has to do
      }
      return undefined
    }
  }
  return { guard, guarded: () => count }
}
