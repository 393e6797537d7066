/** Tells on stderr that something long is going on: a counting line on a terminal, a line every 20 seconds elsewhere. */
export function progress(what: string): { note(text: string): void; done(ok?: boolean): void };
