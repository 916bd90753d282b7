'use client'

import { memo, useCallback, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { Finding } from '#lib/diagnosis/contract.ts'
import { FindingCard } from './finding-card.tsx'
import { type FindingNode, groupFindings, openCount } from './order-findings.ts'
import { type Opinions, useOpinions } from './use-opinions.ts'

const pageSize = 30

type Props = {
  sessionId: string
  findings: readonly Finding[]
  nameOf: (participantId: string) => string
  live: boolean
  selected: string | null
}

/** Everything that was diagnosed, root cause first; what is explained is folded under what explains it. */
export const FindingsPanel = memo(function FindingsPanel({
  sessionId,
  findings,
  nameOf,
  live,
  selected,
}: Props) {
  const groups = groupFindings(findings)
  const opinions = useOpinions(sessionId)
  const main = [...groups.ranked, ...groups.others]
  const fold = useExpanded(main, groups.ranked[0]?.finding.findingId ?? null, selected)
  const list = { nameOf, opinions, selected, live, ...fold }
  return (
    <section
      aria-labelledby="findings-title"
      className="scroll-mt-16 rounded-lg border border-border bg-surface p-3"
    >
      <div className="flex items-baseline justify-between gap-2">
        <h2 className="text-base font-semibold" id="findings-title">
          Findings
        </h2>
        <p className="text-xs text-text-2">{countText(main, live)}</p>
      </div>
      {main.length === 0 && (
        <p className="py-1 text-ui text-text-2">{emptyText(live, groups.hints.length)}</p>
      )}
      <NodeList label="Root cause and other findings" nodes={main} {...list} />
      {groups.hints.length > 0 && (
        <details className="mt-1 border-t border-border pt-1" open={isSelectedIn(groups.hints, selected)}>
          <summary className="min-h-6 py-1 text-xs text-text-2 pointer-coarse:min-h-11">
            Hints and context ({groups.hints.length}): not certain enough to blame anybody
          </summary>
          <NodeList label="Hints and context" nodes={groups.hints} quiet {...list} />
        </details>
      )}
    </section>
  )
})

type ListProps = {
  live: boolean
  nameOf: Props['nameOf']
  opinions: Opinions
  selected: string | null
  isExpanded: (findingId: string) => boolean
  toggle: (findingId: string) => void
}

function NodeList({
  nodes,
  label,
  quiet = false,
  ...list
}: ListProps & { nodes: readonly FindingNode[]; label: string; quiet?: boolean }) {
  const [most, setMost] = useState(pageSize)
  const shown = nodes.filter((node, i) => i < most || isSelectedIn([node], list.selected))
  if (nodes.length === 0) return null
  return (
    <>
      <ul aria-label={label} className="mt-1">
        {shown.map((node) => (
          <Card key={node.finding.findingId} node={node} quiet={quiet} {...list} />
        ))}
      </ul>
      {nodes.length > most && (
        <Button className="mt-2 w-full" onClick={() => setMost(most + pageSize)}>
          Show older ({nodes.length - most} more)
        </Button>
      )}
    </>
  )
}

function Card({ node, quiet, ...list }: ListProps & { node: FindingNode; quiet: boolean }) {
  const { finding, explains } = node
  const inside = isSelectedIn(
    explains.map((one) => ({ finding: one, explains: [] })),
    list.selected,
  )
  return (
    <FindingCard
      expanded={list.isExpanded(finding.findingId) || inside}
      finding={finding}
      live={list.live}
      nameOf={list.nameOf}
      onToggle={list.toggle}
      opinions={list.opinions}
      quiet={quiet}
      selected={list.selected === finding.findingId}
    >
      {explains.length > 0 && (
        <details className="rounded-md border border-border px-2" open={inside}>
          <summary className="min-h-6 py-1 text-xs font-medium pointer-coarse:min-h-11">
            Explains {explains.length} more {explains.length === 1 ? 'finding' : 'findings'}
          </summary>
          <ul aria-label="Explained by this" className="pb-1">
            {explains.slice(0, pageSize).map((one) => (
              <FindingCard
                expanded={list.isExpanded(one.findingId)}
                finding={one}
                key={one.findingId}
                live={list.live}
                nameOf={list.nameOf}
                onToggle={list.toggle}
                opinions={list.opinions}
                quiet
                selected={list.selected === one.findingId}
              />
            ))}
          </ul>
        </details>
      )}
    </FindingCard>
  )
}

const isSelectedIn = (nodes: readonly FindingNode[], selected: string | null) =>
  selected !== null &&
  nodes.some(
    ({ finding, explains }) =>
      finding.findingId === selected || explains.some(({ findingId }) => findingId === selected),
  )

/**
 * The root cause is open until somebody says otherwise. A later one does not move the page, unless the one that is open
 * has been folded under it.
 */
function useExpanded(main: readonly FindingNode[], root: string | null, selected: string | null) {
  // On a narrow screen the sentence above has just said the same.
  const [roomy] = useState(() => window.matchMedia('(min-width: 1280px)').matches)
  const [first, setFirst] = useState(roomy ? root : null)
  const stands = first !== null && main.some(({ finding }) => finding.findingId === first)
  if (roomy && !stands && first !== root) setFirst(root)
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map())
  const isExpanded = (findingId: string) =>
    chosen.get(findingId) ?? (findingId === first || findingId === selected)
  const toggle = useCallback(
    (findingId: string) =>
      setChosen((before) => {
        const now = before.get(findingId) ?? (findingId === first || findingId === selected)
        return new Map(before).set(findingId, !now)
      }),
    [first, selected],
  )
  return { isExpanded, toggle }
}

function countText(nodes: readonly FindingNode[], live: boolean): string {
  if (nodes.length === 0) return ''
  const open = openCount(nodes)
  if (!live) return nodes.length === 1 ? '1 in this call' : `${nodes.length} in this call`
  return `${open} now${nodes.length > open ? `, ${nodes.length - open} earlier` : ''}`
}

function emptyText(live: boolean, hints: number): string {
  const what = live ? 'Nothing has been found so far.' : 'Nothing was found in this call.'
  return hints > 0 ? `${what} There are hints.` : what
}
