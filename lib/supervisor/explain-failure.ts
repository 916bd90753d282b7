const namedFailures = ['PortBusy', 'EmbeddedUnavailable', 'MigrationFailed']

/** One line for what a person can mend; the whole trace for what only we can. */
export function explainFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return namedFailures.includes(error.name) ? error.message : (error.stack ?? error.message)
}
