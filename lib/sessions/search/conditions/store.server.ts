import { causesMeant, causesOwnedBy } from '../causes-meant.ts'
import type { Search, Term, TermValue } from '../search-language.ts'
import { type CallKey, type PersonKey, wordOf } from '../search-words.ts'

/**
 * A search as SQL. `s` is the session, `p` a participant. Values never enter the text, only numbers of parameters do.
 */
export type Params = { readonly values: unknown[]; add(value: unknown): string }

export function startParams(): Params {
  const values: unknown[] = []
  return { values, add: (value) => `$${values.push(value)}` }
}

/** Only the newest path of a person: what the media took in the end. */
const pathOf = (what: string) => `(SELECT ${what} FROM connection k
  WHERE k.customer_id = p.customer_id AND k.participant_id = p.id AND k.local_candidate_type IS NOT NULL
  ORDER BY k.created_at DESC, k.boot_no DESC, k.connection DESC LIMIT 1)`

/** What is known of a person, as text; null = not known. The one home of these expressions. */
export const personFacts: Record<Exclude<PersonKey, 'codec' | 'dropped'>, string> = {
  region: `coalesce(p.tags->>'region', s.tags->>'region')`,
  site: `coalesce(p.tags->>'site', s.tags->>'site')`,
  browser: `nullif(concat_ws(' ', p.client->>'browser', p.client->>'browserVersion'), '')`,
  os: `p.client->>'os'`,
  device: `p.client->>'device'`,
  version: `p.client->>'appVersion'`,
  sdk: `p.client->>'sdkVersion'`,
  relay:
    pathOf(`CASE WHEN k.local_candidate_type = 'relay' THEN 'turn-' || coalesce(k.relay_protocol, k.protocol, 'udp')
    ELSE 'direct-' || coalesce(k.protocol, 'udp') END`),
  turn: pathOf('k.relay_host'),
  sfu: `coalesce(p.tags->>'sfu', p.tags->>'server', s.tags->>'sfu', s.tags->>'server')`,
  network: `coalesce(p.tags->>'asn', s.tags->>'asn') || coalesce(' ' || coalesce(p.tags->>'country', s.tags->>'country'), '')`,
  link: `p.client->>'connectionType'`,
  join: 'p.join_outcome',
  failure: 'p.join_failure',
}

/** Codecs of all streams of the person. */
export const codecsOf = `(SELECT DISTINCT t->>'codec' AS value
  FROM jsonb_array_elements(CASE WHEN jsonb_typeof(p.view->'tracks') = 'array' THEN p.view->'tracks' ELSE '[]' END) t
  WHERE t->>'codec' IS NOT NULL)`

/** People, not servers that only write logs. */
export const isPersonRow = `p.role IS DISTINCT FROM 'server-log'`

/** `quick`: an index finds it, so that it may be asked of all calls there are. */
export type Condition = { sql: string; quick: boolean }

/** What must hold of the call, people's words aside. */
export function callConditions(search: Search, params: Params): Condition[] {
  const terms = search.terms.filter(({ key }) => wordOf(key).of === 'call')
  const conditions = terms.map((term) => ({
    sql: orNot(term, callCondition(term, params)),
    quick: isQuick(term),
  }))
  for (const word of search.text) conditions.push({ sql: roomHas(params.add(word)), quick: false })
  return conditions
}

const roomHas = (word: string) =>
  `strpos(lower(concat_ws(' ', s.name, s.external_id)), lower(${word}::text)) > 0`
const orNot = ({ not }: Term, sql: string) => (not ? `NOT coalesce(${sql}, false)` : sql)

function isQuick({ key, not, values }: Term): boolean {
  if (not) return false
  if (key === 'state') return onlyLive(values)
  return key === 'cause' || key === 'customer' || key === 'app'
}

const onlyLive = (values: readonly TermValue[]) =>
  values.every((value) => 'text' in value && value.text === 'live')

function callCondition(term: Term, params: Params): string {
  const { values } = term
  const texts = () => params.add(values.flatMap((value) => ('text' in value ? [value.text] : [])))
  const yes = (sql: string) => yesOrNo(values, sql)
  const makers: Record<CallKey, () => string> = {
    state: () => (onlyLive(values) ? `s.state = 'live'` : `s.state::text = ANY(${texts()}::text[])`),
    band: () => `s.band::text = ANY(${texts()}::text[])`,
    customer: () => `s.customer_id IN (SELECT id FROM customer x WHERE ${anyText(values, 'x.name', params)})`,
    app: () =>
      `(s.customer_id, s.app_id) IN (SELECT x.customer_id, x.id FROM app x WHERE ${anyText(values, 'x.name', params)})`,
    cause: () => withNone(values, 's.cause', `s.cause = ANY(${params.add(causesMeant(values))}::text[])`),
    finding: () =>
      withNone(
        values,
        'nullif(s.causes, ARRAY[]::text[])',
        `s.causes && ${params.add(causesMeant(values))}::text[]`,
      ),
    owner: () =>
      `s.cause = ANY(${params.add(causesOwnedBy(values.flatMap((value) => ('text' in value ? [value.text] : []))))}::text[])`,
    side: () => `EXISTS (SELECT FROM finding f WHERE f.customer_id = s.customer_id AND f.session_id = s.id
      AND f.rank = 1 AND f.side = ANY(${texts()}::text[]))`,
    score: () => anyNumber(values, 's.score', params),
    pain: () => anyNumber(values, 's.pain_minutes', params),
    people: () => anyNumber(values, 's.participants_peak', params),
    source: () => `s.source = ANY(${texts()}::text[])`,
    pinned: () => yes('s.pinned_at IS NOT NULL'),
    simulated: () => yes('s.simulated'),
  }
  return makers[term.key as CallKey]()
}

/** Whether somebody in the call is as every person's word says; people who must not be there are asked for apart. */
export function personExists(search: Search, params: Params): string[] {
  const terms = search.terms.filter(({ key }) => wordOf(key).of === 'person')
  const wanted = terms.filter(({ not }) => !not).map((term) => personCondition(term, params))
  const unwanted = terms.filter(({ not }) => not).map((term) => personCondition(term, params))
  const somebody = (sql: string) => `EXISTS (SELECT FROM participant p
    WHERE p.customer_id = s.customer_id AND p.session_id = s.id AND ${isPersonRow} AND ${sql})`
  return [
    ...(wanted.length > 0 ? [somebody(wanted.join(' AND '))] : []),
    ...unwanted.map((sql) => `NOT ${somebody(sql)}`),
  ]
}

/** The person's words said of the person `p` itself. */
export function personConditions(search: Search, params: Params): string[] {
  return search.terms
    .filter(({ key }) => wordOf(key).of === 'person')
    .map((term) => orNot(term, personCondition(term, params)))
}

function personCondition({ key, values }: Term, params: Params): string {
  const personKey = key as PersonKey
  if (personKey === 'dropped') return yesOrNo(values, 'p.dropped')
  if (personKey === 'codec')
    return withNone(
      values,
      `(SELECT min(value) FROM ${codecsOf} AS codecs)`,
      `EXISTS (SELECT FROM ${codecsOf} AS codecs WHERE ${anyText(values, 'codecs.value', params)})`,
    )
  return anyText(values, personFacts[personKey], params)
}

function anyText(values: readonly TermValue[], column: string, params: Params): string {
  const any = values.map((value) => {
    if (!('text' in value)) return `${column} IS NULL`
    const text = params.add(value.text)
    return value.op === 'is'
      ? `lower(${column}) = lower(${text}::text)`
      : `strpos(lower(${column}), lower(${text}::text)) > 0`
  })
  return `(${any.join(' OR ')})`
}

function withNone(values: readonly TermValue[], column: string, sql: string): string {
  return values.some(({ op }) => op === 'none') ? `(${column} IS NULL OR ${sql})` : sql
}

function anyNumber(values: readonly TermValue[], column: string, params: Params): string {
  const any = values.map((value) =>
    'number' in value ? `${column} ${value.op} ${params.add(value.number)}::float8` : 'false',
  )
  return `(${any.join(' OR ')})`
}

function yesOrNo(values: readonly TermValue[], sql: string): string {
  const wanted = values.map((value) => 'text' in value && value.text === 'yes')
  if (wanted.includes(true) && wanted.includes(false)) return 'true'
  return wanted.includes(true) ? `(${sql})` : `NOT (${sql})`
}
