import {
  checkBadCookies,
  checkEnds,
  checkForeignWrites,
  checkOtherMethods,
  checkPages,
  checkReadsChangeNothing,
  checkSignInForm,
} from './tenancy/door-checks.ts'
import { checkMatrix } from './tenancy/matrix-checks.ts'
import { startReport } from './tenancy/report.ts'
import { startEverything } from './tenancy/servers.ts'
import { addSharedCauses } from './tenancy/shared-causes.ts'
import { checkSockets } from './tenancy/socket-checks.ts'
import { hashForAll, makeTenant } from './tenancy/tenants.ts'

/**
 * Tries to see another tenant's data in every way we know of: every route of the rights matrix × role × own,
 * foreign, missing and malformed ids × ways to smuggle a tenant in, both ways round, and the socket.
 */
async function main(): Promise<void> {
  const report = startReport((line) => console.log(line))
  const everything = await startEverything(report.note)
  const stopEarly = () => void everything.stop().finally(() => process.exit(130))
  process.once('SIGINT', stopEarly)
  process.once('SIGTERM', stopEarly)
  try {
    const passwordHash = await hashForAll()
    const [a, b] = [await makeTenant('a', passwordHash), await makeTenant('b', passwordHash)]
    await addSharedCauses(a, b)
    const { web, engine } = everything
    const ground = { web, mine: a, theirs: b, report }
    const turned = { web, mine: b, theirs: a, report }
    await checkReadsChangeNothing(ground)
    await checkPages(ground)
    await checkMatrix(ground)
    await checkMatrix(turned)
    await checkForeignWrites(ground)
    await checkOtherMethods(ground)
    await checkBadCookies(ground)
    if (engine) await checkSockets({ ...ground, engine })
    await checkEnds(ground)
    await checkSignInForm(ground)
  } finally {
    await everything.stop()
  }
  process.exitCode = report.finish() ? 0 : 1
}

await main()
