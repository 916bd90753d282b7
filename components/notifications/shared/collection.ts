'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '#components/query/api.ts'

/** One kind of setting: where it is read and written, and how it is found again. */
export type Collection<View> = {
  /** also the key of its cache */
  path: string
  read: (signal?: AbortSignal) => Promise<View[]>
  idOf: (view: View) => string
}

export function collection<Schema extends z.ZodType, View>(
  path: string,
  schema: Schema,
  pick: (answer: z.output<Schema>) => View[],
  idOf: (view: View) => string,
): Collection<View> {
  return { path, idOf, read: async (signal) => pick(await api(path, schema, { signal: signal ?? null })) }
}

export function useCollection<View>({ path, read }: Collection<View>, refetchMs?: number) {
  return useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => read(signal),
    ...(refetchMs ? { refetchInterval: refetchMs } : {}),
  })
}

export function useRefresh() {
  const client = useQueryClient()
  return (...paths: string[]) =>
    Promise.all(paths.map((path) => client.invalidateQueries({ queryKey: [path] })))
}
