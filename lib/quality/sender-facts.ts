/** What the sender of a stream knows about it. */
export type SenderFacts = {
  /** it sends packets now; null = its telemetry is silent */
  flowing: boolean | null
  /** server time until which it is known to have sent */
  flowingUntilMs: number | null
  muted: boolean
  srcFps: number | null
  capturedPixels: number | null
  roundTripMs: number | null
  /** it is a shared screen */
  screen?: boolean
}
