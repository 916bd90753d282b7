import { config } from 'zod/v4/core'

// Next runs this file before any other of ours in the browser. The page's policy forbids eval; zod would try it once
// for its compiled parsers, and every page view would report a breach.
config({ jitless: true })
