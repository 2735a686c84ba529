/** A secret as one types it off: in groups of four. */
export const inFours = (secret: string): string => secret.replace(/(.{4})(?=.)/g, "$1 ");
