import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useRunnerEvents } from "../events/index.ts";

/** Says what became of a file that changed. One toast per script: the newest takes the place of the one before. */
export function useReloadNotices(realm: string): void {
  const navigate = useNavigate();
  const sourcesOf = (specifier: string, label: string, id: string): ReactNode => (
    <Button
      size="compact-xs"
      variant="default"
      mt={6}
      onClick={() => {
        notifications.hide(id);
        void navigate({ to: "/r/$realm/sources", params: { realm }, search: { open: specifier } });
      }}
    >
      {label}
    </Button>
  );

  useRunnerEvents(["script_reloaded"], ({ module, name, path, live, version }) => {
    const id = `reload ${module}/${name}`;
    show(id, "green", `${module}/${name} was reloaded`, 5_000, [
      live ? `${path} runs from now on.` : `${path} is valid, but version ${version} goes before it.`,
    ]);
  });
  useRunnerEvents(["script_reload_failed"], ({ module, name, path, message, keeps }) => {
    const specifier = `${module}/${name}`;
    const id = `reload ${name === "" ? path : specifier}`;
    show(id, "red", `${path ?? specifier} is not used`, 15_000, [
      `${message} ${keeps === "previous" ? "The text before it goes on running." : keeps === "next-layer" ? "The next layer runs instead." : ""}`,
      name === "" ? null : sourcesOf(specifier, "Show why", id),
    ]);
  });
  useRunnerEvents(["host"], ({ title, change, problems }) => {
    if (change === "exchanged")
      show("host", "green", `${title} was loaded anew`, 5_000, ["Its new definition holds from now on."]);
    if (change === "refused")
      show("host", "red", "A change of the host is not used", 15_000, [
        ...problems
          .slice(0, shownProblems)
          .map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)),
        problems.length > shownProblems
          ? `${problems.length - shownProblems} more are told in the terminal.`
          : null,
        `${title} goes on as it was.`,
      ]);
  });
  useRunnerEvents(["script_layer_changed"], ({ module, name, from, to, path }) => {
    if (to === "version" || path !== null) return;
    const id = `reload ${module}/${name}`;
    const now = to === null ? "Nothing is live any more." : `The ${to} runs again.`;
    // Versions are kept when they are retired; a file is not there any more.
    const title =
      from === "version"
        ? `No version of ${module}/${name} is live`
        : `The ${from ?? "source"} of ${module}/${name} is gone`;
    show(id, to === null ? "red" : "blue", title, 8_000, [now]);
  });
}

const shownProblems = 3;

function show(id: string, color: string, title: string, autoClose: number, lines: ReactNode[]): void {
  notifications.hide(id);
  notifications.show({
    id,
    color,
    title,
    autoClose,
    message: lines.map((line, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a sentence and a button, in that order
      <div key={index}>{line}</div>
    )),
  });
}
