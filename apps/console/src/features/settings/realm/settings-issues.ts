import { isObject } from "@scriptyard/model";
import { faultOf } from "../../../app/fault.ts";

/** A problem within the settings; `path` without their own name, e.g. `risk.challengeAt`. */
export type SettingsIssue = { path: string; message: string };

const prefix = "settings";

/** What the server refused of the settings, place by place. */
export function settingsIssues(error: unknown): SettingsIssue[] {
  if (error === null || error === undefined) return [];
  const { details } = faultOf(error);
  const issues: unknown = isObject<unknown>(details) ? details.issues : null;
  if (!Array.isArray(issues)) return [];
  return issues.flatMap((issue: unknown) => {
    if (!isObject<unknown>(issue) || typeof issue.path !== "string" || typeof issue.message !== "string")
      return [];
    const { path, message } = issue as { path: string; message: string };
    if (path === prefix) return [{ path: "", message }];
    return path.startsWith(`${prefix}.`) ? [{ path: path.slice(prefix.length + 1), message }] : [];
  });
}
