import { advanceFindings } from '#lib/diagnosis/fleet/advance-findings.ts'
import type { FleetFindingView } from '#lib/diagnosis/fleet/contract.ts'
import { workedExample } from '#lib/diagnosis/fleet/made-up-rows.test-data.ts'
import { evaluateRows } from '#lib/diagnosis/fleet/picture-causes.ts'
import { showFinding } from '#lib/diagnosis/fleet/show-finding.ts'

/** The worked example as a confirmed finding that one member may see; nothing of it reaches the product. */
function make(): FleetFindingView {
  const rows = workedExample().map((row, i) => ({ ...row, customerId: ['acme', 'b', 'c'][i % 3] ?? '' }))
  const once = advanceFindings([], evaluateRows(rows, new Set()), 0, () => 'f1').open
  const [finding] = advanceFindings(once, evaluateRows(rows, new Set()), 30_000, () => 'f2').open
  const view = finding && showFinding(finding, { customers: new Map([['acme', 'Acme']]), apps: new Map() })
  if (!view) throw new Error('the worked example has lost its cause')
  return view
}
export const shownFinding = make()
