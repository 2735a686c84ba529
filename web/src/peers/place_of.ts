/** The id, on the page, of what became of a message. */
export const placeOf = (message: string): string => `m.${message}`;
