import type { FunctionDefinition } from "@scriptyard/host-kit";
import { claimsSet } from "./claims-set.ts";
import { codeIssue } from "./code-issue.ts";
import { codeVerify } from "./code-verify.ts";
import { emailDomain } from "./email-domain.ts";
import { emailIsDisposable } from "./email-is-disposable.ts";
import { eventsPublish } from "./events-publish.ts";
import { flowChallenge } from "./flow-challenge.ts";
import { flowRedirect } from "./flow-redirect.ts";
import { flowSet } from "./flow-set.ts";
import { formFail } from "./form-fail.ts";
import { hashBucket } from "./hash-bucket.ts";
import { hashSha256 } from "./hash-sha256.ts";
import { ipInRange } from "./ip-in-range.ts";
import { ipIsPrivate } from "./ip-is-private.ts";
import { redirectVerify } from "./redirect-verify.ts";
import { sessionMaxAge } from "./session-max-age.ts";
import { termsAccept } from "./terms-accept.ts";
import { textT } from "./text-t.ts";
import { timeInZone } from "./time-in-zone.ts";
import { userRequireFactor } from "./user-require-factor.ts";
import { userSet } from "./user-set.ts";
import { usersFind } from "./users-find.ts";
import { usersLink } from "./users-link.ts";
import { usersUpdate } from "./users-update.ts";

/**
 * Every function of the identity host. Workers load this list too (`host-calls.ts`), so these files author their
 * schemas as JSON Schema and import no Zod.
 */
export const identityFunctions: FunctionDefinition[] = [
  flowSet,
  flowChallenge,
  flowRedirect,
  redirectVerify,
  codeIssue,
  codeVerify,
  formFail,
  claimsSet,
  sessionMaxAge,
  userSet,
  userRequireFactor,
  usersFind,
  usersUpdate,
  usersLink,
  termsAccept,
  eventsPublish,
  ipInRange,
  ipIsPrivate,
  emailDomain,
  emailIsDisposable,
  hashSha256,
  hashBucket,
  timeInZone,
  textT,
];
