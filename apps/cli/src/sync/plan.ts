/** One script as each side has it; null = it is not there. Texts are compared by hash. */
export type Sides = {
  specifier: string;
  /** The file. */
  local: string | null;
  /** The draft on the server. */
  remote: string | null;
  /** What both were when they were last equal; null = never. */
  base: string | null;
};

export type PullStep = "write" | "same" | "changed-here" | "only-here" | "conflict";
export type PushStep = "save" | "create" | "same" | "changed-there" | "only-there" | "conflict";

/** Whether the text here is one that people here wrote: since they last pulled it, or in a folder that never did. */
export function isEditedHere(
  { local, base }: Sides,
  remembered: { edited?: true | undefined } | undefined,
): boolean {
  return base === null || local !== base || remembered?.edited === true;
}

export type PublishStep = "publish" | "same" | "not-edited" | "rolled-back" | "retired";

/**
 * What `push --publish` does with a script that it may push. Only texts that were edited here go live: a draft that was merely
 * pulled is somebody's unfinished work, or what was rolled back. What somebody retired stays so unless it is said.
 */
export function publishStep(
  script: { isLive: boolean; edited: boolean; rolledBack: boolean; retired: boolean },
  allowed: { unedited: boolean; overRollback: boolean; retired: boolean },
): PublishStep {
  if (script.isLive) return "same";
  if (!script.edited && !allowed.unedited) return "not-edited";
  if (script.rolledBack && !allowed.overRollback) return "rolled-back";
  if (script.retired && !allowed.retired) return "retired";
  return "publish";
}

/** What a pull does with a script. It writes only where nothing of the author's is lost. */
export function pullStep({ local, remote, base }: Sides): PullStep {
  if (remote === null) return "only-here";
  if (local === remote) return "same";
  if (local === null || local === base) return "write";
  return remote === base ? "changed-here" : "conflict";
}

/** What a push does with a script. It saves only over the text the author has seen. */
export function pushStep({ local, remote, base }: Sides): PushStep {
  if (local === null) return "only-there";
  if (remote === null) return "create";
  if (local === remote) return "same";
  if (remote === base) return "save";
  return local === base ? "changed-there" : "conflict";
}
