import { serveRequests } from "../children/serve.ts";
import type { CheckProject, ReferenceRequest } from "../types.ts";
import { checkProject } from "./check-project.ts";
import { Projects } from "./projects.ts";
import { findReferences } from "./references.ts";
import { TypeScriptProcess } from "./typescript-process.ts";

export type CheckRequest =
  | { kind: "check"; project: CheckProject }
  | { kind: "references"; request: ReferenceRequest };

/** The checker's child: it owns TypeScript's process, and works on the texts itself, so that nobody else's thread does. */
serveRequests(async (helpers) => {
  const typescript = new TypeScriptProcess();
  helpers.add(await typescript.start());
  // Without TypeScript this child is of no use: its owner starts another.
  typescript.onExit(() => process.exit(1));
  const projects = new Projects(typescript);
  return (asked) => {
    const request = asked as CheckRequest;
    return request.kind === "check"
      ? checkProject(request.project, projects)
      : findReferences(request.request, projects);
  };
});
