import type { Diagnostic } from "@scriptyard/model";
import { checkCaps } from "../source/caps.ts";
import { LineIndex, normalizeSource } from "../source/text.ts";
import type { CheckProject } from "../types.ts";
import { plainMessage } from "../typescript/plain-message.ts";
import { checkHook } from "./hook.ts";
import type { Projects } from "./projects.ts";

/** More findings than this help nobody, and each crosses to another process. */
const maxFindings = 200;

/** What TypeScript says about the entry of a project, and whether it exports the hook. Runs in the checker's child. */
export async function checkProject(project: CheckProject, projects: Projects): Promise<Diagnostic[]> {
  const capped = [project.entry, ...project.libraries].flatMap((m) =>
    checkCaps(normalizeSource(m.source), m.specifier),
  );
  if (capped.length > 0) return capped.slice(0, maxFindings);
  const text = normalizeSource(project.entry.source);
  const session = await projects.update(project, text);
  const found = (await session.entryFindings()).slice(0, maxFindings);
  const lines = new LineIndex(text);
  const diagnostics = found.map((finding): Diagnostic => {
    const from = lines.at(finding.start);
    const to = lines.at(finding.end);
    return {
      file: project.entry.specifier,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      code: `ts${finding.code}`,
      severity: finding.severity,
      source: "types",
      message: plainMessage(String(finding.code), finding.message),
    };
  });
  return [...diagnostics, ...(await checkHook(project, text, session))];
}
