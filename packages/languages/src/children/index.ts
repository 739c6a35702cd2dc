/** Work on what people send, in disposable processes, for packages that know what is to be done: see `createCrew`. */
export { type Crew, type CrewStats, createCrew } from "./crew.ts";
export type { Payer } from "./fair-line.ts";
export type { Guilt } from "./guilty.ts";
export { keyOf } from "./key-of.ts";
export { serveRequests } from "./serve.ts";
