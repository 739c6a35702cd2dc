import { Fault, type Role, roleSuffices } from "@scriptyard/model";
import { initTRPC } from "@trpc/server";
import { ZodError } from "zod";
import type { ApiContext } from "../context.ts";
import { faultData, faultOf, faultOfZod, toTrpcError } from "./errors.ts";

const t = initTRPC.context<ApiContext>().create({
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

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Anybody, signed in or not. */
export const open = t.procedure.use(translateFaults);
/** Whoever is signed in to the console, for their own account. */
export const signedIn = open.use(requireUser).use(requireSession);
/** Somebody, in the console or by a token with a role. Reads everything, previews, replays, sets error status. */
export const operator = open.use(requireUser).use(requireRole("operator"));
/** Edits and publishes too. */
export const author = open.use(requireUser).use(requireRole("author"));
/** Members, tokens and realm settings too; a person, never a token. */
export const admin = signedIn.use(requireRole("admin"));
