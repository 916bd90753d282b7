import { createClientSamples, isClientSample } from './client-sample.ts'
import { cutJson } from './cut-json.ts'
import type { DumpReader, ImportedCall, Reading } from './imported-call.ts'
import { isBag } from './pieces.ts'
import { unsupported } from './refusals.ts'
import { createStatsReport } from './stats-report.ts'

type Items = { take(item: unknown): void; end(): ImportedCall }

/** A dump that is one JSON list: a getStats report, or ClientSamples. Its first item tells. */
export function readArrayDump(reading: Reading): DumpReader {
  let items: Items | null = null
  const cutter = cutJson(
    (path) => (path.length === 0 ? 'enter' : 'take'),
    (_path, item) => {
      items ??= itemsOf(item, reading)
      items.take(item)
    },
    reading.limits,
  )
  return {
    take: cutter.take,
    end() {
      cutter.end()
      if (items === null) throw unsupported('This is an empty JSON list.')
      return items.end()
    },
  }
}

function itemsOf(item: unknown, reading: Reading): Items {
  if (isClientSample(item)) {
    const samples = createClientSamples(reading)
    return { take: (one) => isBag(one) && samples.take(one), end: samples.end }
  }
  const stat = Array.isArray(item) ? item[1] : item
  if (isBag(stat) && typeof stat.type === 'string' && 'id' in stat) return createStatsReport(reading)
  throw unsupported('This is a JSON list of something that is neither a statistic nor a ClientSample.')
}
