/** Another writer changed the same alert or incident between our look and our write: the batch is done over. */
export class RacedWithAnotherWorker extends Error {}
