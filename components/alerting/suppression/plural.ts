/** "1 alert", "3 alerts". */
export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
