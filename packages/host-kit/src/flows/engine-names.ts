/**
 * By what the engine speaks in the answers of a walk. Clients go by these names (a `secret` is kept, a `url` followed, a `block`
 * shown), so a host has no members that are called so, whatever kind of answer it is.
 */
export const engineNames = {
  sessionId: true,
  secret: true,
  action: true,
  node: true,
  block: true,
  code: true,
  message: true,
  url: true,
  requestId: true,
  expiresAt: true,
  step: true,
  summary: true,
  ticket: true,
} as const;
