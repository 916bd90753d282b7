import { env } from '#lib/env.server.ts'
import { Refused } from '#lib/errors.ts'
import { log } from '#lib/log.server.ts'
import { addMember } from './members.server.ts'

/** Adds the admin that EARSHOT_ADMIN_EMAIL and EARSHOT_ADMIN_PASSWORD name, once; later starts leave it alone. */
export async function addFirstAdmin(now: Date): Promise<void> {
  const { EARSHOT_ADMIN_EMAIL: email, EARSHOT_ADMIN_PASSWORD: password } = env()
  if (email === undefined || password === undefined) return
  try {
    const admin = {
      email,
      password,
      name: email.split('@')[0] ?? email,
      role: 'admin' as const,
      customerIds: [],
    }
    await addMember({ id: null, name: 'first start' }, admin, now)
    log.info({ email }, 'the first admin was added')
  } catch (error) {
    if (!(error instanceof Refused && error.code === 'conflict')) throw error
  }
}
