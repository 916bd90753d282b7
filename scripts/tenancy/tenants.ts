import { randomBytes, randomInt } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Member, Role } from '#lib/access/member.ts'
import { roles } from '#lib/access/member.ts'
import { hashPassword } from '#lib/access/password.server.ts'
import { absoluteMs } from '#lib/access/sign-in-cookie.ts'
import { hashSignInSecret, newSignInSecret, sealClaims } from '#lib/access/sign-in-token.server.ts'
import { pool } from '#lib/db/pools.server.ts'
import { env } from '#lib/env.server.ts'
import { type Canaries, canariesOf } from './canaries.ts'
import { plantAlerts } from './planted/alerts.ts'
import type { Plants } from './planted/contract.ts'
import { plantIncidentWords } from './planted/incident-words.ts'
import { plantIncidents } from './planted/incidents.ts'
import { plantIntakes } from './planted/intake.ts'
import { plantLearning } from './planted/learning.ts'
import { plantNotifications } from './planted/notifications.ts'
import { plantPeople } from './planted/people.ts'
import { plantReports } from './planted/reports.ts'
import { plantRules } from './planted/rules.ts'
import { plantStatus } from './planted/status.ts'
import { plantSuppressions } from './planted/suppression.ts'

export const password = 'a password for this check alone'

export type Person = { id: string; email: string; role: Role }
export type Tenant = {
  word: string
  customerId: string
  appId: string
  keyId: string
  sessionId: string
  findingId: string
  /** not a canary: six characters may stand anywhere by chance */
  reportCode: string
  importId: string
  /** what the areas planted, by kind */
  planted: Plants
  people: Record<Role, Person>
  /** only there to be disabled and enabled */
  spare: Person
  canaries: Canaries
}

/** One tenant with its word in every text field of every table, and one person of each role who sees it alone. */
export async function makeTenant(name: string, passwordHash: string): Promise<Tenant> {
  const word = `canary-${name}-${randomBytes(6).toString('hex')}`
  const ids = {
    customerId: uuidv7(),
    appId: uuidv7(),
    keyId: uuidv7(),
    sessionId: uuidv7(),
    participantId: uuidv7(),
    findingId: uuidv7(),
    importId: uuidv7(),
  }
  const reportCode = `TEN${name.toUpperCase()}${randomInt(22, 99)}`.replace(/[01]/g, '7')
  await insertData(word, ids)
  await insertAnnotations(word, ids, reportCode)
  const people: Partial<Record<Role, Person>> = {}
  for (const role of roles) people[role] = await makePerson(role, word, ids.customerId, passwordHash)
  const { participantId: _hidden, ...seen } = ids
  const ground = { word, ...seen, memberId: people.operator?.id ?? '' }
  const planted: Plants = {}
  for (const plant of [
    plantRules,
    plantAlerts,
    plantSuppressions,
    plantNotifications,
    plantIntakes,
    plantIncidents,
    plantIncidentWords,
    plantLearning,
    plantReports,
    plantStatus,
    plantPeople,
  ])
    Object.assign(planted, await plant(ground))
  return {
    word,
    ...seen,
    planted,
    reportCode,
    people: people as Record<Role, Person>,
    spare: await makePerson('operator', `spare-${word}`, ids.customerId, passwordHash),
    canaries: canariesOf(word, [...Object.values(ids), ...tenantsOwn(planted)]),
  }
}

/** Without what is the installation's: every member of staff may see it. */
function tenantsOwn({ schedule: _all, 'schedule-override': _staff, ...own }: Plants): string[] {
  return Object.values(own)
}

type Ids = Record<
  'customerId' | 'appId' | 'keyId' | 'sessionId' | 'participantId' | 'findingId' | 'importId',
  string
>

async function insertData(word: string, ids: Ids): Promise<void> {
  const db = pool('owner')
  const { customerId, appId, keyId, sessionId, participantId, importId } = ids
  const at = new Date(Date.now() - 60_000)
  const tags = JSON.stringify({ [word]: word })
  await db.query('INSERT INTO customer (id, name, slug) VALUES ($1, $2, $3)', [
    customerId,
    word,
    `${word}-slug`,
  ])
  await db.query('INSERT INTO app (customer_id, id, name, slug) VALUES ($1, $2, $3, $4)', [
    customerId,
    appId,
    word,
    word,
  ])
  await db.query(
    `INSERT INTO app_key (customer_id, id, app_id, kind, hash, hint, allowed_origins)
     VALUES ($1, $2, $3, 'publishable', $4, $5, $6)`,
    [customerId, keyId, appId, randomBytes(32), word, [`https://${word}.example`]],
  )
  await db.query(
    `INSERT INTO session (customer_id, id, app_id, day, external_id, name, tags, state, started_at, last_report_at,
                          participants_peak, score, band, band_since, reason, model)
     VALUES ($1, $2, $3, ($6::timestamptz AT TIME ZONE 'UTC')::date, $4, $4, $5, 'live', $6, $6, 1, 4.2, 'good', $6, $4, $4)`,
    [customerId, sessionId, appId, word, tags, at],
  )
  await db.query(
    `INSERT INTO participant (customer_id, id, session_id, external_id, name, role, tags, client, joined_at, model)
     VALUES ($1, $2, $3, $4, $4, $4, $5, $5, $6, $4)`,
    [customerId, participantId, sessionId, word, tags, at],
  )
  await db.query(
    `INSERT INTO event (customer_id, session_id, participant_id, boot_no, seq, day, at, received_at, type, data)
     VALUES ($1, $2, $3, 1, 1, ($5::timestamptz AT TIME ZONE 'UTC')::date, $5, $5, 'log', $4)`,
    [customerId, sessionId, participantId, JSON.stringify({ message: word }), at],
  )
  await db.query(
    `INSERT INTO session_import (customer_id, id, app_id, member_id, member_name, file_name, stage, format, problem_code,
                                 problem, notes, created_at, updated_at)
     VALUES ($1, $2, $3, $2, $4, $4, 'failed', $4, $4, $4, ARRAY[$4], $5, $5)`,
    [customerId, importId, appId, word, at],
  )
  for (const table of ['pulse_10s', 'pulse_1m', 'pulse_1h'])
    await db.query(
      `INSERT INTO ${table} (customer_id, app_id, dimension, value, bucket, sessions, participants, good, reports, model)
       VALUES ($1, $2, '', '', date_trunc('minute', now()), 1, 1, 1, 5, $3), ($1, $2, 'region', $3, date_trunc('minute', now()), 1, 1, 1, 5, $3)`,
      [customerId, appId, word],
    )
  await db.query(
    `INSERT INTO audit (id, customer_id, actor_name, kind, subject_type, subject_id, data) VALUES ($1, $2, $3, $3, $3, $3, $4)`,
    [uuidv7(), customerId, word, tags],
  )
}

/** What is found in the call and what people add to it. */
async function insertAnnotations(word: string, ids: Ids, reportCode: string): Promise<void> {
  const db = pool('owner')
  const { customerId, appId, sessionId, participantId, findingId } = ids
  const at = new Date(Date.now() - 30_000)
  await db.query(
    `INSERT INTO finding (customer_id, id, session_id, app_id, kind, model, direction, side, severity, confidence, owner,
                          opened_at, raised_at)
     VALUES ($1, $2, $3, $4, 'packet-loss', $5, 'receive', 'network-down', 'minor', 'high', 'customer-it', $6, $6)`,
    [customerId, findingId, sessionId, appId, word, at],
  )
  await db.query(
    `INSERT INTO finding_opinion (customer_id, finding_id, member_id, opinion, comment, at)
     VALUES ($1, $2, $3, 'agree', $4, $5)`,
    [customerId, findingId, uuidv7(), word, at],
  )
  await db.query(
    `INSERT INTO session_note (customer_id, id, session_id, member_id, member_name, at, body)
     VALUES ($1, $2, $3, $2, $4, $5, $4)`,
    [customerId, uuidv7(), sessionId, word, at],
  )
  await db.query(
    'INSERT INTO report_code (customer_id, code, at, session_id, participant_id) VALUES ($1, $2, $3, $4, $5)',
    [customerId, reportCode, at, sessionId, participantId],
  )
}

async function makePerson(
  role: Role,
  word: string,
  customerId: string,
  passwordHash: string,
): Promise<Person> {
  const id = uuidv7()
  // an admin is nobody's tenant: its name may stand in the trail of every customer it acts for
  const shown = role === 'admin' ? `admin-${id}` : word
  const email = `${role}@${shown}.example`
  const db = pool('owner')
  await db.query('INSERT INTO member (id, email, name, role, password_hash) VALUES ($1, $2, $3, $4, $5)', [
    id,
    email,
    `${shown} ${role}`,
    role,
    passwordHash,
  ])
  if (role !== 'admin')
    await db.query('INSERT INTO membership (customer_id, member_id) VALUES ($1, $2)', [customerId, id])
  return { id, email, role }
}

export type SignedIn = { signInId: string; token: string }

/** A sign-in of this person, made past the form: the form itself is checked on its own. */
export async function signInDirectly(person: Pick<Member, 'id'>): Promise<SignedIn> {
  const sid = newSignInSecret()
  const signInId = uuidv7()
  await pool('owner').query(
    'INSERT INTO sign_in (id, member_id, token_hash, expires_at) VALUES ($1, $2, $3, $4)',
    [signInId, person.id, hashSignInSecret(sid), new Date(Date.now() + absoluteMs)],
  )
  return { signInId, token: await sealClaims({ sub: person.id, sid }, env().AUTH_SECRET) }
}

export const hashForAll = () => hashPassword(password)
