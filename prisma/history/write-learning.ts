import { at, type Ground, idOf, insertRows } from './ground.ts'
import type { PlannedIncident } from './plan-history.ts'
import { alertIdOf } from './write-alerts.ts'
import { incidentIdOf } from './write-incidents.ts'

const time = 'timestamptz'
const dayMs = 86_400_000

/** Reviews of the incidents that had one, and what was decided in them. */
export async function writeLearning(ground: Ground, incidents: readonly PlannedIncident[]): Promise<void> {
  const reviewed = incidents.filter(({ occurrence }) => occurrence.reviewed)
  await insertRows(
    ground.client,
    'incident_review',
    reviewTypes,
    reviewed.map((one) => reviewOf(ground, one)),
  )
  const actions = firstReviewed(reviewed).flatMap((one) => actionOf(ground, one, incidents))
  await insertRows(ground.client, 'corrective_action', actionTypes, actions)
}

/** An action is decided once, at the last review before it was done. */
function firstReviewed(reviewed: readonly PlannedIncident[]): PlannedIncident[] {
  const first = new Map<string, PlannedIncident>()
  for (const one of reviewed) {
    const done = one.story.action?.doneDaysAgo ?? null
    const inTime = done === null || one.occurrence.daysAgo > done
    if (inTime || !first.has(one.story.key)) first.set(one.story.key, one)
  }
  return [...first.values()]
}

const reviewTypes = {
  ...{
    customer_id: 'uuid',
    incident_id: 'uuid',
    status: 'text',
    sections: 'jsonb',
    factors: 'jsonb',
    tasks: 'jsonb',
  },
  ...{
    due_at: time,
    reviewed_at: time,
    version: 'int',
    created_at: time,
    updated_at: time,
    updated_name: 'text',
  },
}

function reviewOf(ground: Ground, one: PlannedIncident) {
  const { learned, factors, said } = one.story
  return {
    ...{ customer_id: ground.customers[one.story.customer].id, incident_id: incidentIdOf(ground, one) },
    status: 'closed',
    sections: {
      overview: said.resolved,
      whatHappened: learned.happened,
      howNoticed: learned.noticed,
      howMended: learned.mended,
      wentWell: learned.well,
      wasHard: learned.hard,
    },
    factors: factors.map((factor) => ({ ...factor, line: null })),
    tasks: [],
    ...{ due_at: at(one.resolvedAt + 5 * dayMs), reviewed_at: at(one.closedAt), version: 3 },
    ...{
      created_at: at(one.resolvedAt),
      updated_at: at(one.closedAt),
      updated_name: ground.people.manager.name,
    },
  }
}

const actionTypes = {
  ...{ customer_id: 'uuid', id: 'uuid', incident_id: 'uuid', title: 'text', kind: 'text', owner_id: 'uuid' },
  ...{
    owner_name: 'text',
    due_on: 'date',
    status: 'text',
    done_at: time,
    check: 'jsonb',
    check_state: 'text',
  },
  ...{ check_until: time, recurred_at: time, recurred_by: 'text', reopened: 'int', created_at: time },
  ...{ created_name: 'text', version: 'int', updated_at: time },
}

function actionOf(ground: Ground, one: PlannedIncident, all: readonly PlannedIncident[]) {
  const { story } = one
  const { action } = story
  if (!action) return []
  const doneAt = action.doneDaysAgo === null ? null : ground.now.getTime() - action.doneDaysAgo * dayMs
  const again =
    doneAt === null ? undefined : all.find((other) => other.story === story && other.startedAt > doneAt)
  const recurred = action.outcome === 'recurred' && again !== undefined
  const due =
    action.dueIn === undefined ? (doneAt ?? 0) + 4 * dayMs : ground.now.getTime() + action.dueIn * dayMs
  const check = {
    kind: 'rule',
    ruleId: ground.ruleIds.get(story.packKey)?.id,
    appId: ground.appIds.get(`${story.customer}/${story.app}`),
  }
  return [
    {
      ...{ customer_id: ground.customers[story.customer].id, id: idOf(ground, `action ${story.key}`) },
      ...{ incident_id: incidentIdOf(ground, one), title: action.title, kind: action.kind },
      ...{ owner_id: ground.people[action.owner].id, owner_name: ground.people[action.owner].name },
      due_on: at(due).toISOString().slice(0, 10),
      status: doneAt === null || recurred ? 'open' : 'done',
      done_at: doneAt === null || recurred ? null : at(doneAt),
      ...{ check, check_state: action.outcome === 'none' ? 'waiting' : action.outcome },
      check_until: doneAt === null ? null : at(doneAt + 30 * dayMs),
      recurred_at: recurred ? at(again.firedAt) : null,
      recurred_by: recurred ? `/alerts/${alertIdOf(ground, again)}` : null,
      ...{
        reopened: recurred ? 1 : 0,
        created_at: at(one.closedAt - dayMs),
        created_name: ground.people.manager.name,
      },
      ...{ version: 2, updated_at: at(doneAt ?? one.closedAt) },
    },
  ]
}
