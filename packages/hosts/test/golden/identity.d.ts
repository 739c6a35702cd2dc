/**
 * Identity 1.0.0. Generated from the host's definition; a change made here is lost.
 *
 * Scripts at the nodes of login, registration and recovery flows: they decide, ask, and add to the token.
 */

/** Any JSON value: what crosses between a script and its host. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** A message of the bus. */
type BusMessage = {
  /** The same when a message is delivered again. */
  readonly id: string;
  /** Words with dots between, e.g. `orders.created`. */
  readonly topic: string;
  /** Any JSON value. Check it: whoever may publish decides what it holds. */
  readonly payload: Json;
  /** Lower-case names. */
  readonly headers: {
    readonly [key: string]: string | undefined;
  };
  /**
   * When it was published.
   *
   * Format: date-time.
   */
  readonly time: string;
};

/** A request to an HTTP endpoint. */
type HookRequest = {
  readonly id: string;
  /** Upper case; a HEAD request arrives as GET. */
  readonly method: string;
  /** Behind `/hooks/<realm>`, e.g. `/orders/42`. */
  readonly path: string;
  /** Values of the `:name` parts of the trigger's path, decoded. */
  readonly params: {
    readonly [key: string]: string | undefined;
  };
  /** A list where a name was there more than once. */
  readonly query: {
    readonly [key: string]: (string | readonly string[]) | undefined;
  };
  /** Lower-case names: the usual ones, and those that the trigger's Request headers name. Never credentials. */
  readonly headers: {
    readonly [key: string]: string | undefined;
  };
  /** How `body` is to be read; `raw` is base64 of bytes of an unknown type. */
  readonly bodyType: "none" | "json" | "text" | "form" | "raw";
  /** JSON value, text, object of form fields, base64, or null without a body. */
  readonly body: Json;
  /** Base64 of the body's bytes as they came, where the trigger's Raw body is on. */
  readonly rawBody?: string;
  /** Address of the client, as the server saw it. */
  readonly ip: string;
  /** Format: date-time. */
  readonly time: string;
};

/** What an HTTP endpoint answers. */
type HookResponse = {
  /** A whole number. 200 to 599. */
  status: number;
  /** The usual ones about the answer, and those that the trigger's Response headers name; no types that browsers run; redirects go where the realm allows. */
  headers?: {
    [key: string]: string | undefined;
  };
  /** Text is sent as it is (`text/plain` unless a header says otherwise), all else as JSON. */
  body?: Json;
};

/** A point in time that a schedule reached. */
type ScheduleEvent = {
  /**
   * When it was due.
   *
   * Format: date-time.
   */
  readonly scheduledAt: string;
  /**
   * When it ran.
   *
   * Format: date-time.
   */
  readonly firedAt: string;
  /**
   * Earlier points in time that were due and had no run of their own.
   *
   * A whole number. At least 0.
   */
  readonly missed: number;
};

/** Parameters of a tool, as the trigger's schema describes them. */
type ToolParams = {
  readonly [key: string]: Json | undefined;
};

/** Everything a script may know about this login. Read only; what it changes goes out as effects. */
type LoginContext = {
  readonly request: LoginRequest;
  readonly realm: LoginRealm;
  readonly user: LoginUser | null;
  readonly flow: LoginFlow;
  readonly device: LoginDevice;
};

/** What `LoginForm` can do besides holding data. */
interface LoginFormMethods {
  /**
   * Puts a message at a field of the block that this run challenges with. Call it for every wrong field, then answer the challenge again.
   *
   * An effect: applied by the host after the script succeeded.
   * @param field Name of the field.
   * @param message Plain text for the visitor.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * form.fail("phone", "Start with + and the country code.");
   */
  fail(field: string, message: string): void;
}

/** What the visitor submitted, by the names of the block's fields. A checkbox is true or false, everything else is text. */
type LoginForm = {
  /**
   * Of a field of kind `password`.
   *
   * Sensitive: masked in recordings.
   */
  readonly password?: string;
  /**
   * Of a field of kind `code`.
   *
   * Sensitive: masked in recordings.
   */
  readonly code?: string;
  readonly [key: string]: string | boolean | undefined;
} & LoginFormMethods;

/** What a node decides. `continue` follows the edge of its `outcome`, without one the default edge; an outcome that no edge carries is an error; `challenge` shows a block and runs this node again with what is submitted; `reject` ends the flow. */
type FlowResult =
  | {
      action: "continue";
      /** At most 60 characters. */
      outcome?: string;
    }
  | {
      action: "challenge";
      block: UiBlock;
    }
  | {
      action: "reject";
      /** At most 60 characters. */
      code: string;
      /** At most 2000 characters. */
      message?: string;
    };

/** What the visitor sees: parts from top to bottom, and a button. Plain text only, never HTML. */
type UiBlock = {
  /** At most 2000 characters. */
  title?: string;
  /** 1 to 50 items. */
  parts: UiPart[];
  /**
   * Label of the button. Default `Continue`.
   *
   * At most 2000 characters.
   */
  submit?: string;
};

/** One part of a block. The vocabulary is closed, so that every client can show all of it. */
type UiPart =
  | {
      type: "heading";
      /** At most 2000 characters. */
      text: string;
    }
  | {
      type: "text";
      /** At most 2000 characters. */
      text: string;
    }
  | {
      type: "field";
      /**
       * Key of the submitted value in `form`.
       *
       * Pattern: `^[A-Za-z][A-Za-z0-9_]{0,63}$`.
       */
      name: string;
      kind: "text" | "email" | "password" | "code" | "select" | "checkbox" | "date";
      /** At most 2000 characters. */
      label: string;
      /** At most 2000 characters. */
      hint?: string;
      /** Default true, except for a checkbox. */
      required?: boolean;
      /**
       * Regular expression the browser checks; check it in the script too.
       *
       * At most 500 characters.
       */
      pattern?: string;
      /**
       * HTML autocomplete token, e.g. `one-time-code`.
       *
       * At most 60 characters.
       */
      autocomplete?: string;
      /**
       * What the field holds at first.
       *
       * At most 2000 characters.
       */
      value?: string;
      /**
       * For `select`.
       *
       * At most 300 items.
       */
      options?: {
        /** At most 200 characters. */
        value: string;
        /** At most 2000 characters. */
        label: string;
      }[];
      /**
       * Shown at the field; an effect that refuses what was submitted sets it for you.
       *
       * At most 2000 characters.
       */
      error?: string;
    }
  | {
      type: "choice";
      /**
       * Key of the chosen value in `form`.
       *
       * Pattern: `^[A-Za-z][A-Za-z0-9_]{0,63}$`.
       */
      name: string;
      /** At most 2000 characters. */
      label: string;
      /** 1 to 50 items. */
      options: {
        /** At most 200 characters. */
        value: string;
        /** At most 2000 characters. */
        label: string;
      }[];
      required?: boolean;
    }
  | {
      type: "link";
      /** At most 2000 characters. */
      text: string;
      /**
       * https, on the realm's list of allowed hosts.
       *
       * At most 2000 characters.
       */
      url: string;
    }
  | {
      type: "qr";
      /** At most 1000 characters. */
      value: string;
      /** At most 2000 characters. */
      alt: string;
    }
  | {
      type: "notice";
      tone: "info" | "success" | "warning" | "error";
      /** At most 2000 characters. */
      text: string;
    };

/** The request that brought the visitor here. */
type LoginRequest = {
  /**
   * Shown to the visitor when something fails.
   * @example
   * "req_01jd3x8k2m"
   */
  readonly id: string;
  /**
   * IPv4 or IPv6 address.
   * @example
   * "203.0.113.7"
   * @example
   * "2001:db8::7"
   */
  readonly ip: string;
  /**
   * @example
   * "POST"
   */
  readonly method: string;
  /**
   * @example
   * "/f/acme/login"
   */
  readonly path: string;
  /** The headers the realm lets through, names in lower case. */
  readonly headers: {
    /** Sensitive: masked in recordings. */
    readonly authorization?: string;
    /** Sensitive: masked in recordings. */
    readonly cookie?: string;
    readonly [key: string]: string | undefined;
  };
  readonly userAgent: UserAgent;
  /**
   * BCP 47 tag of the visitor's language.
   * @example
   * "de-AT"
   */
  readonly locale: string;
  /**
   * ISO 3166 code, where known.
   * @example
   * "AT"
   */
  readonly country?: string;
  /**
   * In English, where known.
   * @example
   * "Vienna"
   */
  readonly city?: string;
  /** About where the address is, in degrees, where known. */
  readonly position?: {
    /** -90 to 90. */
    readonly latitude: number;
    /** -180 to 180. */
    readonly longitude: number;
  };
  /**
   * When the request came in, UTC.
   *
   * Format: date-time.
   */
  readonly time: string;
};

/** What the browser says it is. */
type UserAgent = {
  /**
   * @example
   * "Firefox"
   */
  readonly family: string;
  /**
   * @example
   * "Windows"
   */
  readonly os: string;
  /**
   * @example
   * "desktop"
   */
  readonly device: string;
};

/** The tenant this login belongs to. */
type LoginRealm = {
  /**
   * @example
   * "rlm_01jd3x8k2m9q4r7t0v5w6y8z1a"
   */
  readonly id: string;
  /**
   * Short name, as in addresses.
   * @example
   * "acme"
   */
  readonly name: string;
  readonly settings: RealmSettings;
  /**
   * IANA zone.
   * @example
   * "Europe/Vienna"
   */
  readonly timeZone: string;
  /**
   * The execution's clock, UTC. `Date.now()` says the same.
   *
   * Format: date-time.
   */
  readonly now: string;
};

/** Settings of the demo realm. */
type RealmSettings = {
  /** Attributes that scripts may write with `user.set`. */
  readonly userAttributes: readonly string[];
  readonly risk: {
    /**
     * Score from which a second factor is asked.
     *
     * A whole number. 0 to 100.
     */
    readonly challengeAt: number;
    /**
     * Score from which the login is refused.
     *
     * A whole number. 0 to 100.
     */
    readonly rejectAt: number;
    /** Where users live. */
    readonly homeCountries: readonly string[];
    /** CIDR ranges that never get in. */
    readonly blockedRanges: readonly string[];
  };
  /**
   * Days until a code is asked again.
   *
   * A whole number. 1 to 365.
   */
  readonly secondFactorDays: number;
  /** Roles that always need a code. */
  readonly strictRoles: readonly string[];
  /**
   * Current terms.
   *
   * At most 40 characters.
   * @example
   * "2026-01"
   */
  readonly termsVersion: string;
  /** Format: uri. At most 500 characters. */
  readonly termsUrl?: string;
  /** Attributes every profile needs. */
  readonly requiredAttributes: readonly string[];
  /** Group → role in the token. */
  readonly groupRoles?: {
    readonly [key: string]: string | undefined;
  };
  /** Show one-time codes on the page; this demo has no mailbox. Never in a real realm. */
  readonly showCodes?: boolean;
  /** A whole number. 0 to 120. */
  readonly minimumAge?: number;
};

/** The account that is signing in. */
type LoginUser = {
  /**
   * @example
   * "u_1042"
   */
  readonly id: string;
  /**
   * Empty where nobody told one.
   * @example
   * "maria@example.com"
   */
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
  /**
   * @example
   * "de-AT"
   */
  readonly locale: string;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  /** The profile. Scripts change it with `user.set`. What starts with `private` or `secret` is masked in recordings. */
  readonly attributes: {
    readonly [key: string]: Json | undefined;
  };
  readonly factors: readonly Factor[];
  readonly lastLogin?: LastLogin;
  /** Format: date-time. */
  readonly createdAt: string;
  /**
   * Wrong passwords since the last login that was finished.
   *
   * A whole number. At least 0.
   */
  readonly failedAttempts: number;
};

/** A second factor the user has enrolled. */
type Factor = {
  readonly kind: "totp" | "sms" | "email" | "webauthn";
  /** Format: date-time. */
  readonly enrolledAt?: string;
  /**
   * Absent when it was never used.
   *
   * Format: date-time.
   */
  readonly lastUsedAt?: string;
};

/** The last login that was finished. */
type LastLogin = {
  /** Format: date-time. */
  readonly at: string;
  readonly ip: string;
  readonly country?: string;
};

/** An account as the product keeps it, with everything that signs in to it. */
type UserAccount = {
  /**
   * @example
   * "u_1042"
   */
  id: string;
  /**
   * Empty where nobody told one.
   * @example
   * "maria@example.com"
   */
  email: string;
  emailVerified: boolean;
  name: string;
  /**
   * @example
   * "de-AT"
   */
  locale: string;
  roles: string[];
  groups: string[];
  /** The profile. Scripts change it with `user.set`. What starts with `private` or `secret` is masked in recordings. */
  attributes: {
    [key: string]: Json | undefined;
  };
  factors: Factor[];
  lastLogin?: LastLogin;
  /** Format: date-time. */
  createdAt: string;
  /**
   * Wrong passwords since the last login that was finished.
   *
   * A whole number. At least 0.
   */
  failedAttempts: number;
  identities: UserIdentity[];
};

/** By what else somebody signs in to an account: an identity at another provider. */
type UserIdentity = {
  /**
   * 1 to 100 characters.
   * @example
   * "google"
   */
  readonly provider: string;
  /**
   * Who they are there, as the provider says.
   *
   * 1 to 255 characters.
   */
  readonly subject: string;
};

/** Where this login stands. */
type LoginFlow = {
  /**
   * @example
   * "flw_01jd3x8k2m9q4r7t0v5w6y8z1a"
   */
  readonly id: string;
  /**
   * Name of this node.
   * @example
   * "risk-check"
   */
  readonly node: string;
  /**
   * One walk through the flow.
   * @example
   * "fls_01jd3x8k2m"
   */
  readonly sessionId: string;
  /**
   * How often this node has run in this session, this run included.
   *
   * A whole number. At least 0.
   */
  readonly attempt: number;
  /** What `flow.set` has kept so far. Keys that end in password, passcode, secret, otp or token are masked in recordings. */
  readonly state: {
    readonly [key: string]: Json | undefined;
  };
  /** Format: date-time. */
  readonly startedAt: string;
  readonly history: readonly FlowStep[];
};

/** One step already taken. */
type FlowStep = {
  readonly node: string;
  /**
   * @example
   * "continue"
   * @example
   * "challenge"
   */
  readonly action: string;
  readonly outcome: string | null;
};

/** The visitor's browser, by its long-lived cookie. */
type LoginDevice = {
  /**
   * @example
   * "dev_7c1f"
   */
  readonly id: string;
  /** Whether this user has finished a login on it before. */
  readonly known: boolean;
  /** Format: date-time. */
  readonly firstSeen?: string;
};

/** A moment as clocks on a wall in a zone show it. */
type LocalTime = {
  /** A whole number. */
  year: number;
  /** A whole number. 1 to 12. */
  month: number;
  /** A whole number. 1 to 31. */
  day: number;
  /** A whole number. 0 to 23. */
  hour: number;
  /** A whole number. 0 to 59. */
  minute: number;
  /** A whole number. 0 to 59. */
  second: number;
  /**
   * 1 is Monday, 7 is Sunday (ISO 8601).
   *
   * A whole number. 1 to 7.
   */
  weekday: number;
  /**
   * Format: date.
   * @example
   * "2026-05-04"
   */
  date: string;
  /**
   * Minutes that the zone is ahead of UTC.
   *
   * A whole number.
   */
  offsetMinutes: number;
};

/** Lines for the script's log: shown under Console in the editor and kept with the execution. */
declare namespace log {
  /**
   * For working on the script.
   * @param data kept as JSON beside the message
   * @example
   * log.debug("risk", { score: 40 })
   */
  function debug(message: string, data?: unknown): void;
  /**
   * What happened.
   * @example
   * log.info("second factor asked", { reason: "new device" })
   */
  function info(message: string, data?: unknown): void;
  /**
   * What somebody should look at.
   * @example
   * log.warn("no country in request", { ip: "203.0.113.7" })
   */
  function warn(message: string, data?: unknown): void;
  /**
   * What went wrong.
   * @example
   * log.error("terms version missing")
   */
  function error(message: string, data?: unknown): void;
}

/** The same log under the names JavaScript authors know. */
declare namespace console {
  function log(...data: unknown[]): void;
  function debug(...data: unknown[]): void;
  function info(...data: unknown[]): void;
  function warn(...data: unknown[]): void;
  function error(...data: unknown[]): void;
}

/**
 * A number from 0 up to but not including 1, like `Math.random()`. Both draw from the execution's recorded seed, so a
 * replay draws the same numbers, and whoever has the record knows them: never make a code, password or token from them.
 * @example
 * const variant = random() < 0.5 ? "a" : "b"
 */
declare function random(): number;

/** What both engines have, and the libraries of some editors not yet. */
interface RegExpConstructor {
  /**
   * A text as a part of a pattern that matches just that text.
   * @example
   * new RegExp(RegExp.escape("a.b") + "$").test("x a.b")
   */
  escape(text: string): string;
}
interface Map<K, V> {
  /** The value under a key, which is `value` from now on if there was none. */
  getOrInsert(key: K, value: V): V;
  /** The same, with the value made only where there was none. */
  getOrInsertComputed(key: K, make: (key: K) => V): V;
}

/**
 * A secret that the script uses and does not have. What takes it works with the value; printed it is `[secret name]`.
 */
interface SecretHandle {
  /** Tells it from a text. */
  readonly isSecret: true;
  toString(): string;
}

/** Names of the realm's secrets. */
type SecretName = string;

interface URL {
  toString(): string;
}
interface Headers {
  get(name: string): string | null;
}
interface URLSearchParams {
  toString(): string;
}
interface AbortSignal {
  readonly aborted: boolean;
}

/** How `fetch` calls. */
interface FetchInit {
  /** GET where it is left out. */
  readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly headers?:
    | Headers
    | { readonly [name: string]: string | SecretHandle }
    | readonly (readonly [string, string | SecretHandle])[];
  /** JSON is written with `JSON.stringify`. */
  readonly body?: string | URLSearchParams | ArrayBuffer | ArrayBufferView | SecretHandle | null;
  /** Whether redirects are followed (the default), answered, or an error. Each has to lead to a host that the realm lists. */
  readonly redirect?: "follow" | "manual" | "error";
  /** Looked at before the call is made. */
  readonly signal?: AbortSignal | null;
}

/** What `fetch` was answered. Its body is read once. */
interface Response {
  readonly status: number;
  readonly statusText: string;
  /** A status of 200 to 299. Others are no errors: look at it. */
  readonly ok: boolean;
  readonly url: string;
  readonly redirected: boolean;
  readonly headers: Headers;
  readonly bodyUsed: boolean;
  text(): Promise<string>;
  json(): Promise<any>;
  bytes(): Promise<Uint8Array>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

declare namespace flow {
  /**
   * Keeps a value for the nodes that come later in this flow; they read it as `context.flow.state`. The last value for a key wins.
   *
   * An effect: applied by the host after the script succeeded.
   *
   * Only in `onExecute`.
   * @param key A letter, then letters, digits, `_`, `.` or `-`; 64 characters at most.
   * @param value Any JSON value, up to 16 KB.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * flow.set("riskScore", 40);
   */
  function set(key: string, value: Json): void;

  /**
   * Shows a block to the visitor and goes on with what they submit. Until then the script sleeps, with everything in its variables: for minutes or days, and across restarts of the server. `Date.now()` says the new time afterwards; `context` stays as it was at the start. Put messages at the block's fields with `form.fail` before you ask again.
   *
   * Answers later: `await` it.
   *
   * Only in `onExecute`.
   * @param block What the visitor sees.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const submitted = await flow.challenge({
   *   title: "One more thing",
   *   parts: [{ type: "field", name: "nickname", kind: "text", label: "What shall we call you?" }],
   * });
   */
  function challenge(block: UiBlock): Promise<LoginForm>;

  /**
   * Sends the visitor to another site (consent, payment) instead of the next node. The host adds a signed `state` to the address; whoever comes back with it resumes this very session. That says who comes back, and nothing about what happened there: the visitor can open the return address without ever leaving. Believe only what `redirect.verify` answers.
   *
   * An effect: applied by the host after the script succeeded.
   *
   * Only in `onExecute`.
   * @param url https, on a host of the realm's allowed list.
   * @param options What happens when the visitor is back.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * flow.redirect("https://pay.example.com/checkout?plan=pro", { resume: "paid", partner: "pay" });
   */
  function redirect(url: string, options?: {
    /**
     * Outcome by which this node is left when the visitor is back with a return that `partner` has signed; it needs an edge. Otherwise this node runs again, with the parameters of the return address as `form`.
     *
     * At most 60 characters.
     */
    readonly resume?: string;
    /**
     * Whose signature the return needs: a name from Settings → Partners.
     *
     * At most 60 characters. Pattern: `^[a-z][a-z0-9]*(-[a-z0-9]+)*$`.
     */
    readonly partner?: string;
  }): void;
}

declare namespace redirect {
  /**
   * What the site that a visitor was sent to has signed for this very return; null when the signature is missing or wrong. Everything in the return address came through the visitor's browser: without this, whoever has the link can say `paid`. The partner signs with the key from Settings → Partners, over all parameters with the `state` (docs/external-steps.md). In previews the signature `valid` is taken for good.
   *
   * Answers later: `await` it.
   *
   * Only in `onExecute`.
   * @param partner Name of the partner whose key it must be.
   * @param form What came back, as this node was given it.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const paid = await redirect.verify("pay", form);
   * if (paid?.result === "paid") log.info("paid", { reference: paid.reference ?? null });
   */
  function verify(partner: string, form: LoginForm | null): Promise<{
    [key: string]: string | undefined;
  } | null>;
}

declare namespace code {
  /**
   * Makes a one-time code from the host's randomness, bound to this session, user and purpose, and answers its handle. The code itself never reaches scripts or recordings. With `to`, the message `code.issued` goes out at once with the handle; your mailer collects the code with it (docs/one-time-codes.md). An earlier code of the same purpose is no good from then on; a session gets five of a purpose. Previews make nothing: there `123456` is right and `000000` too old.
   *
   * Answers later: `await` it.
   *
   * Only in `onExecute`.
   * @param order What kind of code.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const handle = await code.issue({ purpose: "login", to: "maria@example.com" });
   */
  function issue(order: {
    /**
     * What it is for; a code of another purpose is wrong.
     *
     * Pattern: `^[a-z][a-z0-9-]{0,39}$`.
     */
    readonly purpose: string;
    /**
     * Default 6.
     *
     * A whole number. 6 to 10.
     */
    readonly digits?: number;
    /**
     * Default 600.
     *
     * A whole number. 30 to 3600.
     */
    readonly ttlSeconds?: number;
    /**
     * Wrong tries it bears. Default 5.
     *
     * A whole number. 1 to 10.
     */
    readonly tries?: number;
    /**
     * Address to send it to. Wrong tries are then counted by the address instead of the user, over all sessions. Without it nobody is told of the code.
     *
     * At most 320 characters.
     */
    readonly to?: string;
    /**
     * Language of the message it is sent in.
     *
     * At most 35 characters.
     */
    readonly locale?: string;
    /** Show the visitor the code where a block holds the handle. For demos only: whoever sees the page needs no mailbox. */
    readonly reveal?: boolean;
  }): Promise<string>;

  /**
   * Whether what was typed is the code issued last for this purpose. Every call counts as a try, whatever becomes of the script; a right code is right once. `blocked`: too many wrong tries, here or for this user or address within the hour: end the flow.
   *
   * Answers later: `await` it.
   *
   * Only in `onExecute`.
   * @param given What was typed, and what for. Spaces and dashes in the code do not matter.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const verdict = await code.verify({ purpose: "login", code: "123 456" });
   * if (verdict === "blocked") log.warn("too many wrong codes");
   */
  function verify(given: {
    /**
     * As it was issued for.
     *
     * Pattern: `^[a-z][a-z0-9-]{0,39}$`.
     */
    readonly purpose: string;
    /**
     * As the visitor typed it.
     *
     * Sensitive: masked in recordings.
     */
    readonly code: string;
  }): Promise<"right" | "wrong" | "expired" | "blocked">;
}

declare namespace form {
  /**
   * Puts a message at a field of the block that this run challenges with. Call it for every wrong field, then answer the challenge again.
   *
   * An effect: applied by the host after the script succeeded.
   *
   * Only in `onExecute`.
   * @param field Name of the field.
   * @param message Plain text for the visitor.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * form.fail("phone", "Start with + and the country code.");
   */
  function fail(field: string, message: string): void;
}

declare namespace claims {
  /**
   * Adds a claim to the tokens of this login. The last value for a name wins. Names that the identity server sets itself (iss, sub, aud, exp …) are refused.
   *
   * An effect: applied by the host after the script succeeded.
   *
   * Only in `onExecute` and `onComplete`.
   * @param name Of a private claim, or a URL of yours for a public one.
   * @param value Any JSON value, up to 4 KB.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * claims.set("department", "finance");
   */
  function set(name: string, value: Json): void;
}

declare namespace session {
  /**
   * Ends the session that this login starts after so many seconds. Of several calls the shortest counts.
   *
   * An effect: applied by the host after the script succeeded.
   *
   * Only in `onExecute` and `onComplete`.
   * @param seconds One minute to 30 days.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * session.maxAge(15 * 60);
   */
  function maxAge(seconds: number): void;
}

declare namespace user {
  /**
   * Changes an attribute of the user's profile; the realm's `userAttributes` setting lists those that may be changed. Later nodes see the new value.
   *
   * An effect: applied by the host after the script succeeded.
   *
   * Only in `onExecute`.
   * @param path Name of the attribute, or a path into one: `address.city`.
   * @param value Any JSON value, up to 8 KB.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * user.set("phone", "+43 660 1234567");
   */
  function set(path: string, value: Json): void;

  /**
   * Notes that this login needs a second factor of a kind. Later nodes find it in `context.flow.state.requiredFactors`, and whoever receives the finished flow finds it there too.
   *
   * An effect: applied by the host after the script succeeded.
   *
   * Only in `onExecute`.
   * @param kind Kind of factor.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * user.requireFactor("webauthn");
   */
  function requireFactor(kind: "totp" | "sms" | "email" | "webauthn"): void;
}

declare namespace users {
  /**
   * The accounts with this id, this e-mail address (in any case) or this identity at another provider; an empty list where there is none. Your product answers it (docs/accounts.md). Previews know the demo's accounts and the sample's user.
   *
   * Answers later: `await` it.
   *
   * Only in `onExecute` and `onMessage` and `onRequest` and `onSchedule` and `onCall`.
   * @param by One of the three.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const accounts = await users.find({ email: "maria@example.com" });
   * log.info("accounts with this address", accounts.length);
   */
  function find(by: { readonly id: string } | { readonly email: string } | { readonly identity: UserIdentity }): Promise<UserAccount[]>;

  /**
   * Changes an account at once, and answers it as it is then; what is not named stays. It stays changed whatever becomes of the script, and `context.user` stays what it was. Attributes are those that the realm's `userAttributes` setting lists; null removes one. Your product answers it (docs/accounts.md); in previews nothing is changed.
   *
   * Answers later: `await` it.
   *
   * Only in `onExecute` and `onMessage` and `onRequest` and `onSchedule` and `onCall`.
   * @param id Whose account.
   * @param changes What is different from now on.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const account = await users.update("u_1042", { email: "maria@example.org", emailVerified: false });
   * log.info("changed", account.email);
   */
  function update(id: string, changes: {
    /** At most 320 characters. */
    readonly email?: string;
    readonly emailVerified?: boolean;
    /** At most 300 characters. */
    readonly name?: string;
    /** At most 35 characters. */
    readonly locale?: string;
    /** At most 100 items. */
    readonly roles?: readonly string[];
    /** At most 100 items. */
    readonly groups?: readonly string[];
    /** By name; up to 8 KB together. */
    readonly attributes?: {
      readonly [key: string]: Json | undefined;
    };
  }): Promise<UserAccount>;

  /**
   * Links one account to another: from then on what signed in to `other` signs in to `id`, and `other` is no account of its own any more. Attributes of `id` stay; those it has not come from `other`. Link only what is proved to be the same person: an address that both sides have verified. Answers the account that is left. Your product answers it (docs/accounts.md); in previews nothing is linked.
   *
   * Answers later: `await` it.
   *
   * Only in `onExecute` and `onMessage` and `onRequest` and `onSchedule` and `onCall`.
   * @param id The account that stays.
   * @param other The account that goes into it.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const account = await users.link("u_1042", "u_3310");
   * log.info("signs in by", account.identities.length);
   */
  function link(id: string, other: string): Promise<UserAccount>;
}

declare namespace terms {
  /**
   * Records that the user has accepted a version of the terms now. Later it reads as `context.user.attributes.termsVersion` and `termsAcceptedAt`.
   *
   * An effect: applied by the host after the script succeeded.
   *
   * Only in `onExecute`.
   * @param version As the realm's settings name it.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * terms.accept("2026-01");
   */
  function accept(version: string): void;
}

declare namespace events {
  /**
   * Tells other systems that something happened. Sent after the script succeeded, at least once.
   *
   * An effect: applied by the host after the script succeeded.
   *
   * Only in `onExecute` and `onComplete`.
   * @param topic Words in lower case with dots between.
   * @param payload Any JSON value, up to 16 KB.
   * @param options What of the payload is nobody's business but the listeners'.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * events.publish("login.new-country", { userId: "u_1042", country: "NO" });
   */
  function publish(topic: string, payload: Json, options?: {
    /**
     * JSON pointers into the payload, e.g. `["/pin"]`. Listeners get these values; executions, live events and dead letters show them masked.
     *
     * At most 20 items.
     */
    readonly sensitive?: readonly string[];
  }): void;
}

declare namespace ip {
  /**
   * Whether an address lies in a CIDR range. IPv4 and IPv6; an IPv4 address in IPv6 form (`::ffff:203.0.113.7`) counts as IPv4. Addresses of different families are never in range.
   * @param ip IPv4 or IPv6 address.
   * @param cidr Range such as `10.0.0.0/8`, or one address.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const fromOffice = ip.inRange("203.0.113.7", "203.0.113.0/24");
   */
  function inRange(ip: string, cidr: string): boolean;

  /**
   * Whether an address is not on the public internet: private, loopback, link-local or carrier-grade NAT ranges, IPv4 and IPv6.
   * @param ip IPv4 or IPv6 address.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const internal = ip.isPrivate("192.168.1.20");
   */
  function isPrivate(ip: string): boolean;
}

declare namespace email {
  /**
   * The part of an e-mail address after the `@`, in lower case; international names in their ASCII form.
   * @param email E-mail address.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const domain = email.domain("Maria@Example.com"); // "example.com"
   */
  function domain(email: string): string;

  /**
   * Whether an address belongs to a known throw-away mailbox service, its subdomains included. The list is short and never complete.
   * @param email E-mail address.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const throwAway = email.isDisposable("x@mailinator.com"); // true
   */
  function isDisposable(email: string): boolean;
}

declare namespace hash {
  /**
   * SHA-256 of a text's UTF-8 bytes, as 64 hexadecimal characters in lower case.
   * @param text What to hash.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const fingerprint = hash.sha256("u_1042:dev_7c1f");
   */
  function sha256(text: string): string;

  /**
   * A bucket from 0 to `n` - 1 that stays the same for the same text: for A/B tests and gradual roll-outs. Buckets are equally likely.
   * @param text What decides, e.g. a user's id.
   * @param n How many buckets.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const variant = hash.bucket("welcome:u_1042", 2) === 0 ? "short" : "long";
   */
  function bucket(text: string, n: number): number;
}

declare namespace time {
  /**
   * What clocks in a zone show at a moment, daylight saving included. The other way is `std/time`'s.
   * @param date ISO 8601 text with its offset (`2026-05-04T07:30:00Z`) or epoch milliseconds.
   * @param zone IANA zone such as `Europe/Vienna`.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const { hour, weekday } = time.inZone("2026-05-04T07:30:00Z", "Europe/Vienna"); // 9, 1
   */
  function inZone(date: string | number, zone: string): LocalTime;
}

declare namespace text {
  /**
   * A text of the realm in the visitor's language. Falls back from `de-AT` to `de`, then to `en`, then to the key itself. `{name}` in the text is replaced by the parameter of that name.
   * @param key Key in the realm's `texts` setting.
   * @param params Values for the places in the text.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const greeting = text.t("welcome.hello", { name: "Maria" });
   */
  function t(key: string, params?: { readonly [key: string]: string | number | boolean | undefined }): string;
}

/**
 * Puts a message on the bus of the realm, for every trigger that listens to the topic. Sent after the script succeeded. A message that went through eight scripts is put aside instead: scripts that answer each other would never end.
 *
 * An effect: applied by the host after the script succeeded.
 *
 * Only in `onMessage` and `onRequest` and `onSchedule` and `onCall`.
 * @param topic Words of letters, digits, `_` or `-` with dots between, 16 at most.
 * @param payload Any JSON value, up to 64 KB.
 * @param options What of the payload is nobody's business but the listeners'.
 * @throws TypeError that names the argument, when one is not as described
 * @example
 * publish("orders.checked", { id: "o_42", total: 12.5 });
 */
declare function publish(topic: string, payload: Json, options?: {
  /**
   * JSON pointers into the payload, e.g. `["/pin"]`. Listeners get these values; executions, live events and dead letters show them masked.
   *
   * At most 20 items.
   */
  readonly sensitive?: readonly string[];
}): void;

/**
 * Calls another service, as `fetch` of the web does: a host that the realm lists under Settings, with a method that it lists. Headers and body take handles of secrets. It waits 10 seconds at most and answers 1 MB at most; the answer is in the record, and a replay is fed it. In a preview nobody is called: you say what a call answers.
 *
 * Answers later: `await` it.
 * @param request The address, and method, headers and body as in `fetch` of the web.
 * @throws TypeError that names the argument, when one is not as described
 * @example
 * const response = await fetch("https://api.shop.example/orders/42");
 * if (response.ok) log.info("order", await response.json());
 */
declare function fetch(url: string | URL, init?: FetchInit): Promise<Response>;

declare namespace state {
  /**
   * What is kept under a key; null where there is nothing, or its time is over. State outlives the run: variables of a script begin anew with every execution.
   *
   * Answers later: `await` it.
   * @param key Names it among what the same owner has; 200 characters at most.
   * @param options Whose it is.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const last = await state.get("last-order");
   */
  function get(key: string, options?: {
    /** Who shares it: this `script` (the default), all scripts of its `module`, of its `flow`, the `user` that the run is about, or the whole `realm`. */
    readonly scope?: "script" | "module" | "flow" | "user" | "realm";
  }): Promise<Json>;

  /**
   * Keeps a JSON value under a key, in place of what was there. Null removes it. 64 KB at most, 32 levels deep. Written at once, and kept also when the script fails afterwards.
   *
   * Answers later: `await` it.
   * @param key Names it among what the same owner has; 200 characters at most.
   * @param value Any JSON value.
   * @param options Whose it is, and for how long.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * await state.set("last-order", { id: "o_42" }, { ttlSeconds: 86400 });
   */
  function set(key: string, value: Json, options?: {
    /**
     * Seconds that it is kept for, counted from now. Without it, it is kept until it is removed.
     *
     * A whole number. 1 to 315360000.
     */
    readonly ttlSeconds?: number;
    /** Who shares it: this `script` (the default), all scripts of its `module`, of its `flow`, the `user` that the run is about, or the whole `realm`. */
    readonly scope?: "script" | "module" | "flow" | "user" | "realm";
  }): Promise<void>;

  /**
   * Removes what is kept under a key; true where there was something. Written at once, and kept also when the script fails afterwards.
   *
   * Answers later: `await` it.
   * @param key Names it among what the same owner has; 200 characters at most.
   * @param options Whose it is.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * await state.remove("last-order");
   */
  function remove(key: string, options?: {
    /** Who shares it: this `script` (the default), all scripts of its `module`, of its `flow`, the `user` that the run is about, or the whole `realm`. */
    readonly scope?: "script" | "module" | "flow" | "user" | "realm";
  }): Promise<boolean>;

  /**
   * Adds to a number and answers the sum; nothing counts as 0. However many runs count at once, each is counted. Written at once, and kept also when the script fails afterwards.
   *
   * Answers later: `await` it.
   * @param key Names it among what the same owner has; 200 characters at most.
   * @param options Whose it is, and for how long.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const failures = await state.increment("failures", { scope: "user", ttlSeconds: 900 });
   */
  function increment(key: string, options?: {
    /** What to add, also less than 0. Default 1. */
    readonly by?: number;
    /**
     * Seconds that it is kept for, counted from when the key is made; later calls do not make it longer. Without it, it is kept until it is removed.
     *
     * A whole number. 1 to 315360000.
     */
    readonly ttlSeconds?: number;
    /** Who shares it: this `script` (the default), all scripts of its `module`, of its `flow`, the `user` that the run is about, or the whole `realm`. */
    readonly scope?: "script" | "module" | "flow" | "user" | "realm";
  }): Promise<number>;

  /**
   * Sets a value where the one that is there is what you expect, and answers whether it was: of two runs at once, one gets true. Null expects nothing to be there. Written at once, and kept also when the script fails afterwards.
   *
   * Answers later: `await` it.
   * @param key Names it among what the same owner has; 200 characters at most.
   * @param expected What has to be there; null: nothing.
   * @param value What is kept then; null removes it.
   * @param options Whose it is, and for how long.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const isFirst = await state.compareAndSet("seen:evt_1", null, true, { ttlSeconds: 604800 });
   */
  function compareAndSet(key: string, expected: Json, value: Json, options?: {
    /**
     * Seconds that it is kept for, counted from now. Without it, it is kept until it is removed.
     *
     * A whole number. 1 to 315360000.
     */
    readonly ttlSeconds?: number;
    /** Who shares it: this `script` (the default), all scripts of its `module`, of its `flow`, the `user` that the run is about, or the whole `realm`. */
    readonly scope?: "script" | "module" | "flow" | "user" | "realm";
  }): Promise<boolean>;

  /**
   * Adds a member to a list that has each only once, and answers whether it was new. The list has 64 KB at most: for many members give each a key of its own (`state.compareAndSet`). Written at once, and kept also when the script fails afterwards.
   *
   * Answers later: `await` it.
   * @param key Names it among what the same owner has; 200 characters at most.
   * @param member Any JSON value.
   * @param options Whose it is, and for how long.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const isNewDevice = await state.addToSet("devices", "dev_7", { scope: "user" });
   */
  function addToSet(key: string, member: Json, options?: {
    /**
     * Seconds that it is kept for, counted from when the key is made; later calls do not make it longer. Without it, it is kept until it is removed.
     *
     * A whole number. 1 to 315360000.
     */
    readonly ttlSeconds?: number;
    /** Who shares it: this `script` (the default), all scripts of its `module`, of its `flow`, the `user` that the run is about, or the whole `realm`. */
    readonly scope?: "script" | "module" | "flow" | "user" | "realm";
  }): Promise<boolean>;
}

declare namespace limit {
  /**
   * Takes one of `most` that there are `perSeconds`, and answers whether there was one left. So many may come at once; what was taken comes back evenly over the time. What is refused takes nothing. Counted at once, and also when the script fails afterwards.
   *
   * Answers later: `await` it.
   * @param key Names it among what the same owner has; 200 characters at most.
   * @param most How many.
   * @param perSeconds In how many seconds.
   * @param options Whose it is.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const { allowed } = await limit.take("mails", 5, 3600, { scope: "user" });
   */
  function take(key: string, most: number, perSeconds: number, options?: {
    /** Who shares it: this `script` (the default), all scripts of its `module`, of its `flow`, the `user` that the run is about, or the whole `realm`. */
    readonly scope?: "script" | "module" | "flow" | "user" | "realm";
  }): Promise<{
    allowed: boolean;
    /**
     * How many could be taken at once now.
     *
     * A whole number.
     */
    left: number;
    /**
     * When there will be one; 0 where it was allowed.
     *
     * A whole number.
     */
    retryAfterSeconds: number;
  }>;
}

declare namespace secrets {
  /**
   * A secret of the realm, as a handle: `crypto.subtle.importKey`, `std/jwt` and the headers and body of `fetch` take it, and the work is done where the value is. Printed, joined to a text or written as JSON it is `[secret name]`.
   * @param name As it is called under Secrets. Written as a text: a run is handed only those secrets that its program names.
   * @param options `as`: what the value is written as, where its bytes are meant and not its text.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const key = await crypto.subtle.importKey("raw", secrets.get("github-webhook"), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
   */
  function get(name: SecretName, options?: { readonly as?: "base64" | "hex" }): SecretHandle;

  /**
   * A text with secrets in it, as a handle like theirs. Written before a template.
   * @param template Texts and handles.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const authorization = secrets.text`Bearer ${secrets.get("stripe")}`;
   */
  function text(template: TemplateStringsArray, ...parts: readonly (SecretHandle | string | number)[]): SecretHandle;

  /**
   * What the header `authorization` says for a user with a password, as a handle.
   * @param user Who calls.
   * @param password As a handle.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const authorization = secrets.basic("api", secrets.get("mailgun"));
   */
  function basic(user: SecretHandle | string, password: SecretHandle | string): SecretHandle;

  /**
   * The plain text of a secret, for what no handle can do. It is masked in records and logs, and in nothing else: whoever may write such a script can give it away. Needs a capability of its own, which a security level has to grant by its name.
   * @param name As it is called under Secrets. Written as a text: a run is handed only those secrets that its program names.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const password = secrets.value("legacy-ftp");
   */
  function value(name: SecretName): string;
}

/** The functions a script may export; a node says which one it runs. */
interface ScriptyardHooks {
  /**
   * At a node of the flow
   *
   * Decides how the flow goes on: `continue` by an outcome, `challenge` with a form, or `reject`. Runs once when the flow reaches the node and again with every form the visitor submits.
   * @param context What is known about this login.
   * @param form What the visitor submitted; null when the flow has just reached this node.
   */
  onExecute: (context: LoginContext, form: LoginForm | null) => FlowResult | Promise<FlowResult>;

  /**
   * When the flow is done
   *
   * Runs after the last node, with effects only: claims, session, events. It returns nothing.
   * @param context What is known about this login.
   */
  onComplete: (context: LoginContext) => void | Promise<void>;

  /**
   * A block of the page
   *
   * Builds what the visitor sees at a block node. It only reads; the visitor's button leads to the next node.
   * @param context What is known about this login.
   */
  render: (context: LoginContext) => UiBlock | Promise<UiBlock>;

  /**
   * On a message
   *
   * Runs for every message of the bus whose topic a trigger listens to. A failure is tried again; what keeps failing is put aside as a dead letter. The publisher never hears of it.
   * @param message What was published.
   */
  onMessage: (message: BusMessage) => void | Promise<void>;

  /**
   * At an HTTP endpoint
   *
   * Answers an HTTP request to `/hooks/<realm>/…`. A failure answers 500 and a timeout 504, both without a word about the inside.
   * @param request What the client sent.
   */
  onRequest: (request: HookRequest) => HookResponse | Promise<HookResponse>;

  /**
   * At a point in time
   *
   * Runs when the clock reaches what a trigger's cron expression or interval says.
   * @param event When it was due.
   */
  onSchedule: (event: ScheduleEvent) => void | Promise<void>;

  /**
   * As a tool
   *
   * Answers the call of a named tool. The trigger's own schemas say what parameters and result look like; both are checked.
   * @param params The parameters of the call, checked already.
   */
  onCall: (params: ToolParams) => Json | Promise<Json>;
}
