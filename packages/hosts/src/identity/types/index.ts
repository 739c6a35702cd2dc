import type { SchemaSource } from "@scriptyard/host-kit";
import { uiBlockSchema, uiPartSchema } from "@scriptyard/model";
import { account, userIdentity } from "./account.ts";
import { localTime, loginContext, loginForm, realm, realmSettings } from "./context.ts";
import { flowResultSchema } from "./flow-result.ts";
import { device, flow, flowStep, request, userAgent } from "./request.ts";
import { factor, lastLogin, user } from "./user.ts";

/** Named types of the declarations, in the order a reader wants them. */
export const identityTypes: { [name: string]: SchemaSource } = {
  LoginContext: loginContext,
  LoginForm: loginForm,
  FlowResult: flowResultSchema,
  UiBlock: uiBlockSchema,
  UiPart: uiPartSchema,
  LoginRequest: request,
  UserAgent: userAgent,
  LoginRealm: realm,
  RealmSettings: realmSettings,
  LoginUser: user,
  Factor: factor,
  LastLogin: lastLogin,
  UserAccount: account,
  UserIdentity: userIdentity,
  LoginFlow: flow,
  FlowStep: flowStep,
  LoginDevice: device,
  LocalTime: localTime,
};

/** For the types whose schemas live in `model`, where a script's author is not the reader. */
export const identityTypeDescriptions: { [name: string]: string } = {
  FlowResult:
    "What a node decides. `continue` follows the edge of its `outcome`, without one the default edge; an outcome that no edge carries is an error; `challenge` shows a block and runs this node again with what is submitted; `reject` ends the flow.",
  UiBlock: "What the visitor sees: parts from top to bottom, and a button. Plain text only, never HTML.",
  UiPart: "One part of a block. The vocabulary is closed, so that every client can show all of it.",
};
