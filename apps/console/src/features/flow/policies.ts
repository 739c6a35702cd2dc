/** What happens when a node's script fails, as people read it. */
export const policies = {
  reject: "Reject the user, with a neutral message",
  continue: "Go on along the default edge",
  "last-good-version": "Run the last version that worked",
} as const;
