/** With a stop at its end where it has none, so that one message is not read into the next. */
export const sentence = (text: string): string => (/[\p{L}\p{N}]$/u.test(text) ? `${text}.` : text);
