/** Milliseconds. Three of them fit into the time after which a duty lapses (60 s), six into a lease (2 min). */
export const BEAT = 20_000;
