/** Zones a report may be in, each once: the reader's, the customer's, UTC. */
export function zonesToPrint(own: string, customers: string | null): { zone: string; word: string }[] {
  const zones = [
    { zone: own, word: 'yours' },
    ...(customers === null ? [] : [{ zone: customers, word: 'the customer’s' }]),
    { zone: 'UTC', word: 'everybody’s' },
  ]
  return zones.filter(({ zone }, i) => zones.findIndex((one) => one.zone === zone) === i)
}
