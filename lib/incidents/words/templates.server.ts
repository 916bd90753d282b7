import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { Member, TenantScope } from '#lib/access/member.ts'
import { within } from '#lib/access/within.ts'
import { writeInScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { Db } from '../store.server.ts'
import type { changedTemplateSchema, newTemplateSchema, UpdateTemplate } from './contract.ts'
import { gone } from './hold-incident.server.ts'
import { findTemplates, insertTemplate, saveTemplate } from './updates-store.server.ts'

/** Words to begin an update with: the scope's own and those of all. */
export const readTemplates = (scope: TenantScope) =>
  writeInScope(scope, async (db) => ({ templates: await findTemplates(db, scope.customerIds) }))

export function addTemplate(
  member: Member,
  given: z.output<typeof newTemplateSchema>,
  now: Date,
): Promise<UpdateTemplate> {
  const customerId = given.customerId === null ? null : within(member.scope, given.customerId)
  refuseShared(member, customerId)
  const template = { ...given, customerId, templateId: uuidv7(), version: 1 }
  return writeInScope(member.scope, async (db) => {
    await insertTemplate(db, template, member.id, now)
    return template
  })
}

export const changeTemplate = (
  member: Member,
  templateId: string,
  { version, ...given }: z.output<typeof changedTemplateSchema>,
  now: Date,
): Promise<UpdateTemplate> =>
  writeInScope(member.scope, async (db) => {
    const template = { ...(await findOne(db, member, templateId)), ...given }
    if (!(await saveTemplate(db, template, { was: version, deleted: false, memberId: member.id, now })))
      throw new Refused('conflict', 'Somebody else has changed this template meanwhile. Look at it again.')
    return { ...template, version: version + 1 }
  })

export const deleteTemplate = (member: Member, templateId: string, now: Date): Promise<UpdateTemplate> =>
  writeInScope(member.scope, async (db) => {
    const template = await findOne(db, member, templateId)
    await saveTemplate(db, template, { was: template.version, deleted: true, memberId: member.id, now })
    return template
  })

async function findOne(db: Db, member: Member, templateId: string): Promise<UpdateTemplate> {
  const found = (await findTemplates(db, member.scope.customerIds)).find(
    (one) => one.templateId === templateId,
  )
  if (!found) throw gone()
  refuseShared(member, found.customerId)
  return found
}

function refuseShared({ role }: Member, customerId: string | null): void {
  if (customerId === null && role !== 'admin')
    throw new Refused('not-allowed', 'What serves all customers only administrators change.')
}
