import { z } from 'zod'

/** The API said no, or could not be reached. `status` 0 = no answer at all. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'ApiProblem'
    this.status = status
    this.code = code
  }
}

const problemSchema = z.object({ code: z.string(), title: z.string(), detail: z.string().optional() })

/**
 * Asks our API and answers the parsed body. An answer of another shape is an error here, not a crash in a tile.
 * @example api('/api/v1/me', meSchema)
 */
export async function api<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  init?: RequestInit,
): Promise<z.output<Schema>> {
  const response = await ask(path, init)
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw problemOf(response.status, body)
  const parsed = schema.safeParse(body)
  if (!parsed.success)
    throw new ApiProblem(
      response.status,
      'unreadable',
      'The server answered in a form this page does not know.',
    )
  return parsed.data
}

async function ask(path: string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, headers: { accept: 'application/json', ...init?.headers } })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiProblem(0, 'unreachable', 'The server cannot be reached.')
  }
}

/** What an error body says, or the plain status where it says nothing. */
export function problemOf(status: number, body: unknown): ApiProblem {
  const parsed = problemSchema.safeParse(body)
  if (parsed.success) return new ApiProblem(status, parsed.data.code, parsed.data.detail ?? parsed.data.title)
  return new ApiProblem(status, `http-${status}`, `The server answered with status ${status}.`)
}

/** Worth asking again: no answer, too busy, or broken on the other side. A refusal stays a refusal. */
export function isTransient(problem: unknown): boolean {
  return (
    problem instanceof ApiProblem && (problem.status === 0 || problem.status === 429 || problem.status >= 500)
  )
}
