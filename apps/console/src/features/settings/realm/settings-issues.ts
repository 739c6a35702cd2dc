import { isObject } from "@scriptyard/model";
import { faultOf } from "../../../app/fault.ts";

/** A problem within the settings; `path` without their own name, e.g. `risk.challengeAt`. */
export type SettingsIssue = { path: string; message: string };

/** What the server refused of the settings, place by place. */
export function settingsIssues(error: unknown): SettingsIssue[] {
  if (error === null || error === undefined) return [];
  const { details } = faultOf(error);
  const issues: unknown = isObject<unknown>(details) ? details.issues : null;
  if (!Array.isArray(issues)) return [];
  const known = issues.filter(
    (issue: unknown): issue is SettingsIssue =>
      isObject<unknown>(issue) && typeof issue.path === "string" && typeof issue.message === "string",
  );
  return issuesOf("settings", known);
}

/** Those of one of the two texts, by their paths within it. */
export function issuesOf(
  text: "settings" | "settingsSchema",
  issues: readonly SettingsIssue[],
): SettingsIssue[] {
  return issues.flatMap(({ path, message }) => {
    if (path === text) return [{ path: "", message }];
    return path.startsWith(`${text}.`) ? [{ path: path.slice(text.length + 1), message }] : [];
  });
}
