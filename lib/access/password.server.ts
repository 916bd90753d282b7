import { type Algorithm, hash, verify } from '@node-rs/argon2'
import { Refused } from '#lib/errors.ts'

/** argon2id with 19 MiB, two passes, one lane: OWASP's minimum, about 60 ms of one core. */
const cost = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A flood of sign-ins must not take the machine: four hashes at once, twenty wait, the rest come back later. */
const atOnce = 4
const mayWait = 20
let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= mayWait)
      throw new Refused('too-many', 'Too many sign-ins at once. Try again shortly.', 5)
    await new Promise<void>((resume) => waiting.push(resume))
  } else {
    running++
  }
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, cost))
}

let nobodysHash: Promise<string> | null = null

/** With no hash to compare (an unknown account) the same work is done against a hash nobody can match. */
export async function passwordMatches(password: string, passwordHash: string | null): Promise<boolean> {
  nobodysHash ??= hash(crypto.randomUUID(), cost)
  const against = passwordHash ?? (await nobodysHash)
  const matches = await inTurn(() => verify(against, password))
  return matches && passwordHash !== null
}
