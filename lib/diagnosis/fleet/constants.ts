/** The constants of fleet attribution, from the quality model's appendix (fleet) and its sections 6.3 to 6.5. */
export const fleetLimits = {
  /** below this nothing can be attributed safely */
  minPeople: 30,
  minActiveMs: 60_000,
  windowMs: 300_000,
  evaluateEveryMs: 30_000,
  /** a participant is bad with this share of its active time, or this much time in the live window */
  badShare: 0.2,
  badMs: 30_000,
  /** within one call at most this many participants per value count */
  perCallCap: 5,
  minN: 8,
  minBad: 5,
  minUsers: 4,
  minCalls: 3,
  minRiskRatio: 2,
  minLow: 1.5,
  minDifference: 0.1,
  minExplained: 0.25,
  falseDiscovery: 0.01,
  /** within strata (apps, customers) the ratio must still be this high */
  minWithinStrata: 1.5,
  /** candidates this close to the strongest compete by narrowness */
  nearStrongest: 0.9,
  /** two values that share this much of their rows cannot be told apart */
  inseparable: 0.9,
  maxFindings: 3,
  baselineRatio: 1.5,
  baselineDifference: 0.05,
  baselineP: 0.001,
  baselineMinRows: 50,
  closeBelowLow: 1.2,
  closeAfterMs: 180_000,
  closeReleaseAfterMs: 6 * 3_600_000,
  platformShare: 0.5,
} as const
