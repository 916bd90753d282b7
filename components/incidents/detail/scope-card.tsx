'use client'

import { type FormEvent, useState } from 'react'
import { inputClass } from '#components/settings/field.tsx'
import { Button } from '#components/ui/button.tsx'
import type { IncidentDetail } from '#lib/incidents/api-contract.ts'
import { componentImpacts } from '#lib/incidents/contract.ts'
import { useIncidentActs } from '../acts/acts-context.ts'
import { useIncidentAct } from '../acts/use-incident-act.ts'
import { NotStoredHere, useMeanwhile } from '../acts/use-meanwhile.tsx'
import { Card } from '../card.tsx'
import { impactWords } from '../words.ts'
import { Checks } from './checks.tsx'
import { wordsOf } from './words-of.ts'

/** What is touched: apps and regions for the numbers, components for what the customer's page shows. */
export function ScopeCard({ detail }: { detail: IncidentDetail }) {
  const [editing, setEditing] = useState(false)
  const { cannot } = useIncidentActs()
  return (
    <Card
      action={
        !editing && (
          <Button
            aria-label="Change what is touched"
            disabled={cannot !== null}
            look="bare"
            onClick={() => setEditing(true)}
            title={cannot ?? undefined}
          >
            Edit
          </Button>
        )
      }
      title="What is touched"
    >
      {editing ? <ScopeForm detail={detail} onDone={() => setEditing(false)} /> : <Said detail={detail} />}
    </Card>
  )
}

function Said({ detail: { incident, apps, components } }: { detail: IncidentDetail }) {
  const names = (all: readonly { id: string; name: string }[], ids: readonly string[]) =>
    all.filter(({ id }) => ids.includes(id)).map(({ name }) => name)
  const shownApps = names(
    apps.map(({ appId, name }) => ({ id: appId, name })),
    incident.appIds,
  )
  const shown = names(
    components.map(({ componentId, name }) => ({ id: componentId, name })),
    incident.componentIds,
  )
  return (
    <dl className="flex flex-col gap-1">
      <Row name="Apps" value={shownApps.join(', ') || 'all of them'} />
      <Row name="Regions" value={incident.regions.join(', ') || 'all of them'} />
      <Row name="Components" value={shown.join(', ') || 'none chosen'} />
      <Row
        name="The customer sees"
        value={
          incident.componentImpact === null || shown.length === 0
            ? 'no change of its components'
            : `${impactWords[incident.componentImpact]}`
        }
      />
    </dl>
  )
}

function Row({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex flex-wrap gap-x-3">
      <dt className="w-32 shrink-0 text-text-2">{name}</dt>
      <dd className="min-w-0 flex-1 font-medium wrap-anywhere">{value}</dd>
    </div>
  )
}

function ScopeForm({
  detail: { incident, apps, components },
  onDone,
}: {
  detail: IncidentDetail
  onDone: () => void
}) {
  const [appIds, setApps] = useState<readonly string[]>(incident.appIds)
  const [componentIds, setComponents] = useState<readonly string[]>(incident.componentIds)
  const [regions, setRegions] = useState(incident.regions.join(', '))
  const [impact, setImpact] = useState(incident.componentImpact)
  const act = useIncidentAct(incident)
  const { mayStore, told } = useMeanwhile([
    incident.appIds,
    incident.componentIds,
    incident.regions,
    incident.componentImpact,
  ])
  const store = (event: FormEvent) => {
    event.preventDefault()
    if (!mayStore(act.error)) return
    const body = {
      version: incident.version,
      appIds,
      componentIds,
      regions: wordsOf(regions),
      componentImpact: componentIds.length === 0 ? null : impact,
    }
    act.mutate({ method: 'PATCH', path: '', body }, { onSuccess: onDone })
  }
  return (
    <form className="flex flex-col gap-3" onSubmit={store}>
      <Checks
        all={apps.map(({ appId, name }) => ({ id: appId, name }))}
        hint="None chosen means all of them."
        label="Apps"
        onChange={setApps}
        value={appIds}
      />
      <label className="flex flex-col gap-1">
        <span className="font-medium">Regions</span>
        <input
          className={inputClass}
          onChange={(event) => setRegions(event.currentTarget.value)}
          placeholder="eu-west, eu-central; empty = all of them"
          value={regions}
        />
      </label>
      <Checks
        all={components.map(({ componentId, name }) => ({ id: componentId, name }))}
        hint={components.length === 0 ? 'This customer has no components on its page yet.' : undefined}
        label="Components on the customer’s page"
        onChange={setComponents}
        value={componentIds}
      />
      {componentIds.length > 0 && (
        <label className="flex flex-col gap-1">
          <span className="font-medium">What the customer sees of them</span>
          <select
            className={inputClass}
            onChange={(event) =>
              setImpact(componentImpacts.find((one) => one === event.currentTarget.value) ?? null)
            }
            value={impact ?? ''}
          >
            <option value="">no change</option>
            {componentImpacts.map((one) => (
              <option key={one} value={one}>
                {impactWords[one]}
              </option>
            ))}
          </select>
        </label>
      )}
      <NotStoredHere problem={act.error} told={told} />
      <div className="flex gap-2">
        <Button disabled={act.isPending} look="primary" type="submit">
          Save
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  )
}
