// toLocaleString makes a new formatter at every call, which a wall of 2,000 tiles feels.
const counts = new Intl.NumberFormat('en-GB')

/** "12,480" */
export const formatCount = (count: number): string => counts.format(count)
