'use client'

import { useWatch } from 'react-hook-form'
import { groupLabels, type RouteView } from '#lib/notifications/contract.ts'
import { channelName } from '../channels/channel-sentence.ts'
import { ChoicesField } from '../shared/choice-fields.tsx'
import { DurationField } from '../shared/duration-field.tsx'
import { CheckField, SelectField, TextField } from '../shared/fields.tsx'
import { WhoseField } from '../shared/owner-field.tsx'
import { FormPart } from '../shared/settings-form.tsx'
import type { Rights } from '../shared/use-rights.ts'
import { MatchersField } from './matchers-field.tsx'
import type { AllNames } from './use-names.ts'

/** Which alerts, who is told, how often. */
export function RouteFields({
  names,
  rights,
  stored,
}: {
  names: AllNames
  rights: Rights
  stored: RouteView | null
}) {
  const customerId: string | null = useWatch({ name: 'customerId' })
  // A route of one customer never tells another's channel; one of all never a single customer's.
  const serves = (owner: string | null) => owner === null || owner === customerId
  return (
    <>
      <FormPart title="Which alerts">
        <TextField label="Name" path="name" />
        <WhoseField fixed={stored !== null} rights={rights} />
        <MatchersField
          empty="No condition: every alert."
          hint="All of them must hold."
          label="Conditions"
          names={names}
          path="matchers"
        />
      </FormPart>
      <FormPart title="Who is told">
        <ChoicesField
          empty="There is no channel yet; add one under Channels."
          label="Channels"
          options={names.channels
            .filter(({ disabled, channelId, customerId: owner }) =>
              disabled ? stored?.channelIds.includes(channelId) : serves(owner),
            )
            .map((one) => ({ value: one.channelId, label: channelName(one) }))}
          path="channelIds"
        />
        <SelectField
          hint="Step by step, until somebody acknowledges."
          label="Escalation policy"
          none="None"
          options={names.policies
            .filter((one) => serves(one.customerId))
            .map(({ policyId, name }) => ({ value: policyId, label: name }))}
          path="policyId"
        />
      </FormPart>
      <FormPart title="How often">
        <ChoicesField
          hint="Alerts with the same values go into one message; the customer is always one of them. None = one message for all."
          label="Grouped by"
          options={groupLabels.map((value) => ({ value, label: value }))}
          path="groupBy"
        />
        <div className="grid gap-4 sm:grid-cols-3">
          <DurationField
            hint="So that siblings can join the first message."
            label="First wait"
            path="groupWaitMs"
          />
          <DurationField
            hint="Changes of a group are told this often."
            label="Changes every"
            path="groupIntervalMs"
          />
          <DurationField hint="While nothing changes." label="Again every" path="repeatIntervalMs" />
        </div>
        <div>
          <CheckField label="Say when they are resolved" path="sendResolved" />
          <CheckField
            hint="Otherwise a matching alert stops here."
            label="Then go on with the next route"
            path="goOn"
          />
          <CheckField label="This route is on" path="enabled" />
        </div>
      </FormPart>
    </>
  )
}
