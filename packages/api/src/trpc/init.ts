import { Fault, type Role, roleSuffices, sourceLimits } from "@scriptyard/model";
import { initTRPC } from "@trpc/server";
import { ZodError } from "zod";
import type { Cost } from "../bounds/costs.ts";
import { strangerAt } from "../bounds/large-bodies.ts";
import { placeOf } from "../bounds/place.ts";
import type { ApiContext } from "../context.ts";
import { faultData, faultOf, faultOfZod, toTrpcError } from "./errors.ts";

/**
 * What a procedure says of itself. `cost`: it is bounded per person and realm by the table in `bounds/costs.ts`. `large`: it reads
 * or writes texts of hundreds of kilobytes in one piece, and takes a turn in the line of large bodies for it.
 */
type ProcedureMeta = { cost?: Cost; large?: true };

const t = initTRPC
  .context<ApiContext>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    isServer: true,
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
    errorFormatter({ shape, error, ctx }) {
      const fault = faultOf(error);
      return {
        ...shape,
        message: fault.message,
        data: { ...shape.data, ...faultData(fault, ctx?.request.id ?? null) },
      };
    },
  });

/** The one place that translates our faults; procedures hold no catch blocks. */
const translateFaults = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause, code } = result.error;
  if (cause instanceof Fault) throw toTrpcError(cause);
  if (cause instanceof ZodError && code === "BAD_REQUEST") throw toTrpcError(faultOfZod(cause));
  return result;
});

const requireUser = t.middleware(({ ctx, next }) => {
  if (!ctx.user) throw ctx.refusal ?? new Fault("unauthenticated", "Sign in first.");
  return next({ ctx: { user: ctx.user } });
});

const requireSession = t.middleware(({ ctx, next }) => {
  if (!ctx.session)
    throw new Fault("forbidden", "This is for whoever is signed in to the console; a token cannot do it.");
  return next({ ctx: { session: ctx.session } });
});

const requireRole = (least: Role) =>
  t.middleware(({ ctx, next }) => {
    if (!ctx.user || !roleSuffices(ctx.user.role, least))
      throw new Fault(
        "forbidden",
        `This needs the role ${least}; yours is ${ctx.user?.role ?? "none"}. Ask an admin to change it.`,
      );
    return next();
  });

/** Holds what costs much to its bounds; each call of a batch counts. What costs little passes without a look. */
const withinBounds = t.middleware(async ({ ctx, meta, getRawInput, signal, next }) => {
  if (meta?.cost === undefined) return next();
  const caller = { user: ctx.user, ip: ctx.request.ip };
  const place = await placeOf(ctx, meta.cost, caller, await getRawInput());
  using _pass = await ctx.gates[meta.cost].enter(place, signal);
  if (meta.large) await ctx.turns.take(ctx.user?.id ?? strangerAt(ctx.request.ip), largePieceBytes, signal);
  return await next();
});

/** What such a piece is taken to hold while it waits: the longest text. Less than a person's room, however many they may have waiting. */
const largePieceBytes = sourceLimits.bytes;

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

const anybody = t.procedure.use(translateFaults);
const user = anybody.use(requireUser);
const session = user.use(requireSession);

// The bounds come last: who is refused anyway takes nobody's place.
/** Anybody, signed in or not. */
export const open = anybody.use(withinBounds);
/** Whoever is signed in to the console, for their own account. */
export const signedIn = session.use(withinBounds);
/** Somebody, in the console or by a token with a role. Reads everything, previews, replays, sets error status. */
export const operator = user.use(requireRole("operator")).use(withinBounds);
/** Edits and publishes too. */
export const author = user.use(requireRole("author")).use(withinBounds);
/** Members, tokens and realm settings too; a person, never a token. */
export const admin = session.use(requireRole("admin")).use(withinBounds);
