import type { QueryClient } from '@tanstack/react-query'
import { socketPath } from '#lib/realtime/contract.ts'
import type { DashboardDeps, SignedOutReason } from '#lib/realtime/dashboard-deps.ts'

/** What a dashboard needs from a browser: the socket (loaded only now), clocks, the query cache, the address bar. */
export function browserDashboard(engineUrl: string, queryClient: QueryClient): DashboardDeps {
  return {
    openSocket: async () => {
      const { io } = await import('socket.io-client')
      return io(engineUrl, {
        path: socketPath,
        transports: ['websocket'],
        withCredentials: true,
        autoConnect: false,
        reconnection: false,
        timeout: 5_000,
      })
    },
    monotonicMs: () => performance.now(),
    random: Math.random,
    after: (ms, act) => {
      const timer = setTimeout(act, ms)
      return () => clearTimeout(timer)
    },
    onSignedOut: goToSignIn,
    onSessionDetail: (sessionId, detail) => queryClient.setQueryData(['session', sessionId], detail),
    onReturned: () => void queryClient.invalidateQueries(),
  }
}

const leftAtKey = 'earshot.signed-out-at'

let leaving = false

/** Whoever signs out here is not told that somebody else ended the sign-in. */
export function setLeaving(byOwnWish: boolean) {
  leaving = byOwnWish
}

/** Once in 30 s at most: an engine and a web that disagree about a sign-in must not bounce the tab between pages. */
function goToSignIn(reason: SignedOutReason) {
  if (leaving) return
  if (Date.now() - Number(sessionStorage.getItem(leftAtKey) ?? 0) < 30_000) return
  sessionStorage.setItem(leftAtKey, String(Date.now()))
  window.location.assign(`/sign-in?reason=${reason}`)
}
