/** `open` is what counts: in badges, in figures, in lists unless they are asked for more. */
export const errorGroupStatuses = ["open", "muted", "resolved"] as const;
export type ErrorGroupStatus = (typeof errorGroupStatuses)[number];

/** How much people may add to an error group, and to how many at once. */
export const errorTriage = {
  groupsPerAct: 200,
  commentsPerGroup: 200,
  commentLength: 2_000,
  /** Changes of state in the activity of a group; older ones make room. */
  changesPerGroup: 200,
  /** Open ones are counted so far: more are "999+", and nobody waits for their number. */
  countedOpen: 1_000,
  muteMs: 366 * 86_400_000,
  muteTimes: 1_000_000,
} as const;
