/** A bucket that may go into debt: a batch larger than what is left passes once, the next one waits for a token. */
type Bucket = { tokens: number; at: number }

export type Quotas = {
  /** 0 when the items may pass (and are counted), otherwise the seconds to wait. */
  take(who: Who, items: number, now: number): number
  /** Counts a key that nobody knows against the network that tried it. */
  countUnknownKey(network: string, now: number): void
  /** A network that tried too many unknown keys: new keys from there are not looked up for a while. */
  isGuessing(network: string, now: number): boolean
}

const unknownKeysPerMinute = 120

export type Who = {
  keyId: string
  customerId: string
  /** the sender's network; null for servers with a secret key, which are one network by nature */
  network: string | null
  reportsPerMinute: number
}

export type QuotaOptions = {
  /** share of a key's rate that one network may use, and what it may use in any case */
  networkShare?: number
  networkFloorPerMinute?: number
  customerPerMinute?: number
  maxBuckets?: number
}

/**
 * Token buckets per key, per key and network, and per customer, a minute deep. Each tenant has its own, so a noisy
 * one empties nobody else's.
 */
export function createQuotas(options: QuotaOptions = {}): Quotas {
  const { networkShare = 0.5, networkFloorPerMinute = 6_000, customerPerMinute = 600_000 } = options
  const maxBuckets = options.maxBuckets ?? 50_000
  const keys = new Map<string, Bucket>()
  const networks = new Map<string, Bucket>()
  const customers = new Map<string, Bucket>()
  const guesses = new Map<string, Bucket>()

  function bucketOf(map: Map<string, Bucket>, id: string, perMinute: number, now: number): Bucket {
    let bucket = map.get(id)
    if (!bucket) {
      if (map.size >= maxBuckets) makeRoom(map, now)
      bucket = { tokens: perMinute, at: now }
      map.set(id, bucket)
    }
    const gained = (Math.max(0, now - bucket.at) * perMinute) / 60_000
    bucket.tokens = Math.min(perMinute, bucket.tokens + gained)
    bucket.at = now
    return bucket
  }

  return {
    take({ keyId, customerId, network, reportsPerMinute }, items, now) {
      const perNetwork = Math.max(networkFloorPerMinute, reportsPerMinute * networkShare)
      const perCustomer = Math.max(customerPerMinute, reportsPerMinute)
      const key = bucketOf(keys, keyId, reportsPerMinute, now)
      const customer = bucketOf(customers, customerId, perCustomer, now)
      const net = network === null ? null : bucketOf(networks, `${keyId} ${network}`, perNetwork, now)
      const waitSeconds = Math.max(
        secondsUntilOne(key, reportsPerMinute),
        secondsUntilOne(customer, perCustomer),
        net ? secondsUntilOne(net, perNetwork) : 0,
      )
      if (waitSeconds > 0) return waitSeconds
      key.tokens -= items
      customer.tokens -= items
      if (net) net.tokens -= items
      return 0
    },
    countUnknownKey(network, now) {
      bucketOf(guesses, network, unknownKeysPerMinute, now).tokens -= 1
    },
    isGuessing(network, now) {
      return guesses.has(network) && bucketOf(guesses, network, unknownKeysPerMinute, now).tokens <= 0
    },
  }
}

function secondsUntilOne({ tokens }: Bucket, perMinute: number): number {
  return tokens >= 1 ? 0 : Math.min(300, Math.max(1, Math.ceil(((1 - tokens) * 60) / Math.max(1, perMinute))))
}

/** Buckets untouched for a minute are full again and may be forgotten; if there are none, the oldest goes. */
function makeRoom(map: Map<string, Bucket>, now: number) {
  for (const [id, { at, tokens }] of map) if (now - at > 60_000 && tokens > 0) map.delete(id)
  const oldest = map.keys().next().value
  if (oldest !== undefined && map.size > 0) map.delete(oldest)
}
