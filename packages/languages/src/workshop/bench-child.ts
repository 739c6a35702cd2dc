import { serveRequests } from "../children/serve.ts";
import { jobs } from "./jobs.ts";

/** A workshop's child. */
serveRequests(() => (request) => {
  const { job, input } = request as { job: keyof typeof jobs; input: never };
  return jobs[job](input);
});
