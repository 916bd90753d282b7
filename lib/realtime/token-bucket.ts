/** So many at once, so many a second after that. */
export type Bucket = { readonly tokens: number; readonly at: number }
export type BucketLimits = { readonly burst: number; readonly perSecond: number }

export function fullBucket(limits: BucketLimits, now: number): Bucket {
  return { tokens: limits.burst, at: now }
}

/** Takes one token, or says that none is left. A clock that goes back gives nothing. */
export function takeToken(
  bucket: Bucket,
  limits: BucketLimits,
  now: number,
): { bucket: Bucket; allowed: boolean } {
  const gained = (Math.max(0, now - bucket.at) / 1000) * limits.perSecond
  const tokens = Math.min(limits.burst, bucket.tokens + gained)
  const allowed = tokens >= 1
  return { bucket: { tokens: allowed ? tokens - 1 : tokens, at: now }, allowed }
}
