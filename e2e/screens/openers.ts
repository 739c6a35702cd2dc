import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the console's parts are. */
const source = join(import.meta.dirname, "../../apps/console/src");

/** Each part of the console that opens something over a page or beside it, and the screen that shows it open. */
export const shownBy: { readonly [file: string]: string } = {
  "app/frame/health-dot.tsx": "health",
  "app/frame/realm-switcher.tsx": "realms",
  "app/frame/session-ended.tsx": "session-ended",
  "app/frame/shortcuts.tsx": "shortcuts",
  "app/frame/user-menu.tsx": "account",
  "components/confirm.tsx": "settings-tokens-revoke",
  "components/filter-bar.tsx": "executions-filter",
  "components/filter-choices.tsx": "executions-filter-decision",
  "components/row-menu.tsx": "editor-version-menu",
  "components/script-choices.tsx": "errors-filter-script",
  "features/editor/drafts/lost-texts.tsx": "editor-lost-texts",
  "features/editor/header/editor-menu.tsx": "editor-menu",
  "features/editor/history/state-list.tsx": "editor-state-menu",
  "features/editor/new-script/new-script-dialog.tsx": "new-script",
  "features/editor/publish/publish-sheet.tsx": "editor-publish",
  "features/editor/rename/rename-dialog.tsx": "editor-rename",
  "features/editor/run/sample-dialog.tsx": "editor-sample",
  "features/editor/run/sample-menu.tsx": "editor-sample-menu",
  "features/editor/retire/retire-form.tsx": "editor-retire",
  "features/editor/versions/rollback-form.tsx": "editor-roll-back",
  "features/editor/versions/rolled-back-dialog.tsx": "editor-rolled-back",
  "features/editor/versions/version-actions.tsx": "editor-version-menu",
  "features/errors/components/error-drawer.tsx": "error",
  "features/errors/triage/mute-dialog.tsx": "error-mute-until",
  "features/errors/triage/mute-menu.tsx": "error-mute",
  "features/executions/components/columns-menu.tsx": "executions-columns",
  "features/executions/components/execution-drawer.tsx": "execution-summary",
  "features/executions/export/export-menu.tsx": "executions-export",
  "features/flow/components/flow-actions.tsx": "flow-menu",
  "features/flow/components/node-sheet.tsx": "flow-node",
  "features/flow/components/try-it.tsx": "flow-try",
  "features/flow/components/walk-sheet.tsx": "flow-walk",
  "features/flow/designer/designer-dialogs.tsx": "flow-add-node",
  "features/flow/designer/designer-panels.tsx": "flow-problems",
  "features/flow/designer/publish-panel.tsx": "flow-publish",
  "features/flow/designer/versions-panel.tsx": "flow-versions",
  "features/flows/route.tsx": "flows-new",
  "features/secrets/components/secret-drawer.tsx": "secret-gone",
  "features/secrets/route.tsx": "secrets-new",
  "features/settings/members/member-menu.tsx": "settings-members-menu",
  "features/settings/members/members-tab.tsx": "settings-members-invite",
  "features/settings/partners/partners-section.tsx": "settings-partner-key",
  "features/settings/realm/schema-section.tsx": "settings-realm-schema",
  "features/settings/realm/settings-field.tsx": "settings-realm-compare",
  "features/settings/realms/realm-dialogs.tsx": "settings-realms-delete",
  "features/settings/realms/realm-row.tsx": "settings-realms-menu",
  "features/settings/realms/realms-tab.tsx": "settings-realms-new",
  "features/settings/security/levels-section.tsx": "settings-level",
  "features/settings/tokens/tokens-tab.tsx": "settings-tokens-create",
  "features/sources/components/source-drawer.tsx": "sources-script",
  "features/state/components/entry-drawer.tsx": "state-entry",
  "features/triggers/components/new-trigger.tsx": "trigger-new-http",
  "features/triggers/components/trigger-drawer.tsx": "trigger",
  "features/triggers/route.tsx": "triggers-letters",
};

/** Seen only where a product of somebody's own runs: its journey takes the picture. */
const shownByJourneys: ReadonlySet<string> = new Set(["app/frame/first-steps/first-steps.tsx"]);

/** What opens over a page or beside it. Lists of choices of a form's field are the field's. */
const opens = /<(?:Modal|Drawer|Menu|Popover|SidePanel|RowMenu)\b/;

/** Everything by which the table above and the console differ, as a sentence each. */
export function unshownOpeners(screens: readonly { name: string }[]): string[] {
  const openers = readdirSync(source, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => /(?<!\.test)\.tsx$/.test(file) && !file.includes("testing/"))
    .filter((file) => opens.test(readFileSync(join(source, file), "utf8")));
  const names = new Set(screens.map(({ name }) => name));
  return [
    ...openers
      .filter((file) => shownBy[file] === undefined && !shownByJourneys.has(file))
      .map(
        (file) =>
          `${file} opens something that no picture shows: add a screen in e2e/screens/list/, and name it in e2e/screens/openers.ts.`,
      ),
    ...Object.entries(shownBy)
      .filter(([, name]) => !names.has(name))
      .map(([file, name]) => `${file} is said to be shown by ${name}, and there is no such screen.`),
  ];
}
