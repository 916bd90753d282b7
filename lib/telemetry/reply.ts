import type { Batch, Written } from './batch.ts'
import type { CollectReply } from './contract.ts'

/** The answer to a batch from what the writer said. `rejected` names items by their place in the body. */
export function replyTo(
  batch: Batch,
  written: Written,
  next: CollectReply['next'],
  serverTime: number,
): CollectReply {
  const refused = new Set(written.refused)
  const rejected = refused.size === 0 ? batch.rejected : withRefused(batch, refused)
  const flags = [...written.reports, ...written.events]
  let accepted = 0
  for (const isNew of flags) if (isNew) accepted++
  const duplicate = flags.length - accepted - refused.size
  return { batch: batch.envelope.batch, accepted, duplicate, rejected, serverTime, next }
}

/** The k-th surviving item of a batch is the k-th place of the body that was not rejected at the door. */
function withRefused(batch: Batch, refused: Set<number>): CollectReply['rejected'] {
  const gone = new Set(batch.rejected.map(({ i }) => i))
  const rejected = [...batch.rejected]
  const survivors = batch.reports.length + batch.events.length
  for (let place = 0, k = 0; k < survivors; place++) {
    if (gone.has(place)) continue
    if (refused.has(k)) rejected.push({ i: place, code: 'store-refused' })
    k++
  }
  return rejected.sort((a, b) => a.i - b.i)
}
