import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Heartbeat } from './heartbeat.tsx'
import { useAttention, useLiveSession, useTile, useWall } from './hooks.ts'
import { OfflineBar } from './offline-bar.tsx'
import { RealtimeProvider } from './realtime-provider.tsx'

function Everything() {
  const { phase, tiles } = useWall()
  const live = useLiveSession('019ab000-0000-7000-8000-000000000001')
  const known = [
    tiles.length,
    useAttention().length,
    useTile('a') === null,
    live.phase,
    live.participants.length,
  ]
  return (
    <main>
      {phase} {known.join(' ')}
      <Heartbeat />
      <OfflineBar />
    </main>
  )
}

test('before any socket the page claims nothing, and the polite region is already there', () => {
  const html = renderToString(
    <QueryClientProvider client={new QueryClient()}>
      <RealtimeProvider engineUrl="http://localhost:3001">
        <Everything />
      </RealtimeProvider>
    </QueryClientProvider>,
  )
  expect(html).toContain('data-heartbeat="connecting"')
  expect(html).toContain('Connecting')
  expect(html).toMatch(/<span role="status"[^>]*><\/span>/)
  expect(html.replaceAll('<!-- -->', '')).toContain('waiting 0 0 true waiting 0')
  expect(html).not.toContain('Not connected')
})

test('a hook outside the provider is a mistake that is named', () => {
  expect(() => renderToString(<OfflineBar />)).toThrow('RealtimeProvider')
})
