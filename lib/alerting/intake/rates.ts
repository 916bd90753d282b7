/** Each integration, and each customer with all of its, has its own; one that floods takes nothing from another. */
const windowMs = 5 * 60_000
export const mostPerIntegration = 300
export const mostPerCustomer = 900
const wrongSecretsPerNetwork = 60
const mostBuckets = 20_000

type Bucket = { left: number; at: number }

export type Rates = {
  /** 0 = go on (and it is counted), else the seconds to wait */
  take(integrationId: string, customerId: string, now: number): number
  countWrongSecret(network: string, now: number): void
  isGuessing(network: string, now: number): boolean
  /** at most once in ten seconds for each key: what is written about a refused sender stays little */
  mayNote(key: string, now: number): boolean
}

export function createRates(): Rates {
  const integrations = new Map<string, Bucket>()
  const customers = new Map<string, Bucket>()
  const guesses = new Map<string, Bucket>()
  const noted = new Map<string, number>()

  return {
    take(integrationId, customerId, now) {
      const own = bucketOf(integrations, integrationId, mostPerIntegration, now)
      const all = bucketOf(customers, customerId, mostPerCustomer, now)
      const wait = Math.max(waitOf(own, mostPerIntegration), waitOf(all, mostPerCustomer))
      if (wait > 0) return wait
      own.left -= 1
      all.left -= 1
      return 0
    },
    countWrongSecret(network, now) {
      bucketOf(guesses, network, wrongSecretsPerNetwork, now).left -= 1
    },
    isGuessing(network, now) {
      return guesses.has(network) && bucketOf(guesses, network, wrongSecretsPerNetwork, now).left < 1
    },
    mayNote(key, now) {
      if (now - (noted.get(key) ?? Number.NEGATIVE_INFINITY) < 10_000) return false
      if (noted.size > mostBuckets) noted.clear()
      noted.set(key, now)
      return true
    },
  }
}

function bucketOf(map: Map<string, Bucket>, key: string, most: number, now: number): Bucket {
  const found = map.get(key)
  if (!found) {
    if (map.size >= mostBuckets) map.delete(map.keys().next().value ?? '')
    const made = { left: most, at: now }
    map.set(key, made)
    return made
  }
  found.left = Math.min(most, found.left + (Math.max(0, now - found.at) * most) / windowMs)
  found.at = now
  return found
}

const waitOf = ({ left }: Bucket, most: number) =>
  left >= 1 ? 0 : Math.max(1, Math.ceil(((1 - left) * windowMs) / most / 1_000))
