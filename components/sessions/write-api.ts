import type { z } from 'zod'
import { api } from '#components/query/api.ts'

/** A write to our API: JSON out, JSON back. */
export function write<Schema extends z.ZodType>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  schema: Schema,
  body: object = {},
): Promise<z.output<Schema>> {
  return api(path, schema, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}
