/** Another writer changed the same alert, incident, finding or count between our look and our write: the batch is done over. */
export class RacedWithAnotherWorker extends Error {}
