import type { DemoFlow } from "../../demo/types.ts";

/** Flows of the demo realm. Edges without an outcome are the default. */
export const demoFlows: DemoFlow[] = [
  {
    name: "login",
    title: "Login",
    entry: "risk-check",
    nodes: [
      {
        name: "risk-check",
        title: "Risk check",
        kind: "decision",
        failurePolicy: "reject",
      },
      {
        name: "second-factor",
        title: "Second factor",
        kind: "decision",
        failurePolicy: "reject",
      },
      {
        name: "profile-gate",
        title: "Profile gate",
        kind: "decision",
        failurePolicy: "continue",
      },
      {
        name: "terms",
        title: "Terms of service",
        kind: "decision",
        failurePolicy: "continue",
      },
      { name: "welcome-block", title: "Welcome", kind: "block", failurePolicy: "continue" },
      {
        name: "complete",
        title: "Claims and session",
        kind: "completion",
        failurePolicy: "reject",
      },
    ],
    edges: [
      { from: "risk-check", to: "second-factor" },
      { from: "risk-check", to: "second-factor", outcome: "suspicious" },
      { from: "second-factor", to: "profile-gate" },
      { from: "second-factor", to: "profile-gate", outcome: "verified" },
      { from: "profile-gate", to: "terms" },
      { from: "profile-gate", to: "terms", outcome: "completed" },
      { from: "terms", to: "welcome-block" },
      // Whoever has just read the terms has seen enough pages.
      { from: "terms", to: "done", outcome: "accepted" },
      { from: "welcome-block", to: "done" },
    ],
  },
  {
    name: "registration",
    title: "Registration",
    entry: "account",
    nodes: [
      { name: "account", title: "Account", kind: "decision", failurePolicy: "reject" },
      {
        name: "verify-email",
        title: "Verify e-mail",
        kind: "decision",
        failurePolicy: "reject",
      },
      { name: "details", title: "Details", kind: "decision", failurePolicy: "continue" },
      {
        name: "complete",
        title: "Claims and events",
        kind: "completion",
        failurePolicy: "continue",
      },
    ],
    edges: [
      { from: "account", to: "verify-email" },
      { from: "verify-email", to: "details" },
      { from: "details", to: "done" },
      { from: "details", to: "done", outcome: "newsletter" },
      { from: "details", to: "done", outcome: "quiet" },
    ],
  },
  {
    name: "password-reset",
    title: "Password reset",
    entry: "identify",
    nodes: [
      { name: "identify", title: "Identify", kind: "decision", failurePolicy: "reject" },
      {
        name: "verify-code",
        title: "Verify code",
        kind: "decision",
        failurePolicy: "reject",
      },
      {
        name: "new-password",
        title: "New password",
        kind: "decision",
        failurePolicy: "reject",
      },
      {
        name: "complete",
        title: "Claims and events",
        kind: "completion",
        failurePolicy: "reject",
      },
    ],
    edges: [
      { from: "identify", to: "verify-code" },
      { from: "verify-code", to: "new-password" },
      { from: "new-password", to: "done" },
    ],
  },
];
