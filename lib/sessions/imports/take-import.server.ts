import { v7 as uuidv7 } from 'uuid'
import type { Member, TenantScope } from '#lib/access/member.ts'
import { keyedHash } from '#lib/browser-sdk/hash.ts'
import { Refused } from '#lib/errors.ts'
import { log } from '#lib/log.server.ts'
import {
  dumpFormats,
  type ImportedCall,
  importLimits,
  knowsMutes,
} from '#lib/telemetry/imports/imported-call.ts'
import { readDump } from '#lib/telemetry/imports/read-dump.ts'
import { scrubEnvelope, scrubText } from '#lib/telemetry/scrub.ts'
import { type ImportStage, type ImportView, importSilenceMs, withoutMutes } from './contract.ts'
import { type ImportedEnd, type ImportHead, replayImport } from './replay-import.ts'
import { runsOf } from './runs.ts'
import {
  findImport,
  findImportApp,
  type ImportApp,
  insertImport,
  reserveBootNos,
  saveProblem,
  saveProgress,
} from './store.server.ts'
import { storeImport } from './store-import.server.ts'

export type AskedImport = {
  importId: string
  appId: string
  fileName: string
  /** what the sender says; null where it does not */
  totalBytes: number | null
}

/** Reading a dump costs memory and CPU that live pages need too. */
const mostAtOnce = 2
const progressMs = 1_000
const running = new Map<string, string>()

/**
 * Takes a dump from start to finish: read while it streams in, replayed like a live call, stored in one transaction.
 * Whatever goes wrong leaves one row that says so, and nothing else.
 */
export async function takeImport(
  member: Member,
  asked: AskedImport,
  body: AsyncIterable<Uint8Array>,
  now: () => Date,
): Promise<ImportView> {
  const app = await findImportApp(member.scope, asked.appId)
  if (!app) throw new Refused('not-found', 'No such thing.')
  if (asked.totalBytes !== null && asked.totalBytes > importLimits.maxBytes)
    throw new Refused('import.too-large', 'The file is larger than 100 MB, the most an import may have.')
  takePlace(member, asked.importId)
  try {
    return await importNow(member, app, asked, body, now)
  } finally {
    running.delete(asked.importId)
  }
}

function takePlace(member: Member, importId: string) {
  if ([...running.values()].includes(member.id))
    throw new Refused('too-many', 'Your last import is still running. Wait for it, then send the next.', 10)
  if (running.size >= mostAtOnce)
    throw new Refused('too-many', 'Other imports are running. Try again in half a minute.', 30)
  running.set(importId, member.id)
}

async function importNow(
  member: Member,
  app: ImportApp,
  asked: AskedImport,
  body: AsyncIterable<Uint8Array>,
  now: () => Date,
): Promise<ImportView> {
  const scope = { customerIds: [app.customerId] }
  const fileName = scrubText(asked.fileName).slice(0, 200)
  const made = await insertImport(scope, {
    ...asked,
    ...app,
    fileName,
    memberId: member.id,
    memberName: member.name,
    at: now(),
  })
  if (!made) throw new Refused('conflict', 'An import of this id is there already.')
  const progress = createProgress(scope, app, asked.importId, now)
  try {
    const reading = { key: app.appId, onRead: progress.read, pause: otherWork }
    const call = await readDump(withoutBreaks(body), reading)
    await progress.stage('scoring')
    const ends = await endsOf(scope, app, call)
    const head = headOf(app, call, fileName, now())
    const replayed = await replayImport(head, ends, otherWork)
    await progress.stage('storing')
    await storeImport({
      member,
      scope,
      app,
      asked,
      call,
      ends,
      replayed,
      bytesRead: progress.bytes(),
      at: now(),
    })
  } catch (error) {
    await tellProblem(scope, app, asked.importId, error, now())
    throw error
  }
  const done = await findImport(scope, asked.importId)
  if (!done) throw new Error('an import is done but cannot be read')
  return done
}

/** Pages that people look at come first: the event loop gets round before we go on. */
const otherWork = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Writes how far it is, at most once a second; a word that is lost is followed by another. */
function createProgress(scope: TenantScope, app: ImportApp, importId: string, now: () => Date) {
  let bytesRead = 0
  let saidAt = now().getTime()
  const say = (stage: ImportStage) =>
    saveProgress(scope, app, importId, { stage, bytesRead, at: now() }).catch((error: unknown) =>
      log.warn({ err: error }, 'the progress of an import could not be kept'),
    )
  return {
    bytes: () => bytesRead,
    stage: say,
    read(bytes: number) {
      bytesRead = bytes
      const at = now().getTime()
      if (at - saidAt < progressMs) return
      saidAt = at
      void say('reading')
    },
  }
}

/** A sender who goes away in the middle is told like a file that ends in the middle. */
async function* withoutBreaks(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) yield chunk
  } catch (error) {
    log.info({ err: error }, 'an upload was broken off')
    throw new Refused('import.truncated', 'The upload was broken off before its end. Send the file again.')
  }
}

async function tellProblem(scope: TenantScope, app: ImportApp, importId: string, error: unknown, at: Date) {
  const problem =
    error instanceof Refused
      ? { code: error.code, message: error.message }
      : { code: 'failed', message: 'Something broke on our side. Nothing of the file was kept.' }
  await saveProblem(scope, app, importId, { ...problem, at }).catch((failure: unknown) =>
    log.warn({ err: failure }, 'the end of an import could not be kept'),
  )
}

/** Ids for everybody, and the participants' own words scrubbed like any envelope's. */
async function endsOf(scope: TenantScope, { appId }: ImportApp, call: ImportedCall): Promise<ImportedEnd[]> {
  const runs = call.participants.map(runsOf)
  const bootNos = await reserveBootNos(scope, runs.flat().length)
  const taken = new Set<string>()
  return call.participants.map((participant, i) => {
    const { id, name, client } = participant
    const scrubbed = scrubEnvelope(
      {
        v: 1,
        batch: '',
        boot: '',
        sentAt: 0,
        session: { id: '-' },
        participant: { id, name: name ?? undefined },
        client,
      },
      (text) => keyedHash(appId, text),
    )
    return {
      participantId: uuidv7(),
      externalId: unlike(taken, scrubbed.participant.id),
      name: scrubbed.participant.name ?? null,
      client: { ...scrubbed.client },
      tellsMute: knowsMutes(call),
      runs: (runs[i] ?? []).map((run) => ({ bootNo: bootNos.shift() ?? 0, ...run })),
    }
  })
}

/** Two of one name are two people here. */
function unlike(taken: Set<string>, id: string): string {
  let name = id
  for (let i = 2; taken.has(name); i++) name = `${id} (${i})`
  taken.add(name)
  return name
}

function headOf(
  { customerId, appId }: ImportApp,
  call: ImportedCall,
  fileName: string,
  at: Date,
): ImportHead {
  const sessionId = uuidv7()
  return {
    customerId,
    appId,
    sessionId,
    day: at.toISOString().slice(0, 10),
    externalId: `import ${sessionId}`,
    name: fileName || dumpFormats[call.format],
    startedAt: Math.floor(call.startedAt),
    importedFrom: formatText(call),
    newId: uuidv7,
  }
}

/** “webrtc-internals dump, since Chrome 117, without mutes” */
const formatText = (call: ImportedCall): string =>
  [dumpFormats[call.format], call.formatVersion, knowsMutes(call) ? null : withoutMutes]
    .filter((part) => part !== null)
    .join(', ')

/** How an import stands. One that has been silent for a minute died with its process. */
export async function readImport(
  scope: TenantScope,
  importId: string,
  now: Date,
): Promise<ImportView | null> {
  const found = await findImport(scope, importId)
  if (!found) return null
  const isOver = found.stage === 'done' || found.stage === 'failed'
  if (isOver || now.getTime() - found.updatedAt < importSilenceMs) return found
  const message = 'The import stopped before its end. Nothing of the file was kept; send it again.'
  return { ...found, stage: 'failed', problem: { code: 'import.stopped', message } }
}
