/**
 * Order approval 1.0.0. Generated from the host's definition; a change made here is lost.
 *
 * Scripts at the steps of an approval: they let an order pass, ask whoever has to sign it, or refuse it.
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

/** Everything a script may know about this approval. Read only; effects change it. */
type OrderContext = {
  readonly order: Order;
  /** Who entered it; null for a customer's own order. */
  readonly requester: Person | null;
  /** Who opened the page to sign; null until somebody has. */
  readonly approver: Person | null;
  readonly signatures: readonly Signature[];
  readonly realm: CompanyRealm;
  readonly step: ApprovalStep;
};

/** What `OrderAnswer` can do besides holding data. */
interface OrderAnswerMethods {
  /**
   * Puts a message at a field of the page that this run asks with. Call it for every wrong field, then ask again.
   *
   * An effect: applied by the host after the script succeeded.
   * @param field Name of the field.
   * @param message Plain text for whoever filled it in.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * answer.fail("comment", "Say why you refuse it.");
   */
  fail(field: string, message: string): void;
}

/** What somebody submitted, by the names of the page's fields. A checkbox is true or false, everything else is text. */
type OrderAnswer = {
  readonly [key: string]: string | boolean | undefined;
} & OrderAnswerMethods;

/** What a step says. `approve` follows the edge of its `route`, without one the default edge; a route that no edge carries is an error; `ask` shows a page and runs this step again with what is submitted; `refuse` ends the approval. */
type OrderVerdict =
  | {
      verdict: "approve";
      /** At most 60 characters. */
      route?: string;
    }
  | {
      verdict: "ask";
      page: UiBlock;
    }
  | {
      verdict: "refuse";
      /** At most 60 characters. */
      reason: string;
      /** At most 2000 characters. */
      explanation?: string;
    };

/** What somebody sees: parts from top to bottom, and a button. Plain text only, never HTML. */
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

/** One part of a page. The vocabulary is closed, so that every client can show all of it. */
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

/** The order that waits for its approval, with the lines that scripts have added. */
type Order = {
  /**
   * At most 60 characters.
   * @example
   * "SO-20417"
   */
  readonly number: string;
  readonly customer: Customer;
  /**
   * At most 3 characters.
   * @example
   * "EUR"
   */
  readonly currency: string;
  /** At most 500 items. */
  readonly lines: readonly OrderLine[];
  readonly note: string | null;
};

/** One line of an order. */
type OrderLine = {
  /**
   * At most 60 characters.
   * @example
   * "PUMP-20"
   */
  readonly article: string;
  /**
   * What it is, for people.
   *
   * At most 200 characters.
   */
  readonly text: string;
  /** At least 0. */
  readonly quantity: number;
  /**
   * Of one, in the order's currency.
   *
   * At least 0.
   */
  readonly price: number;
  /** 0 to 100. */
  readonly discountPercent: number;
};

/** Who ordered. */
type Customer = {
  /**
   * At most 60 characters.
   * @example
   * "C-118"
   */
  readonly id: string;
  /** At most 200 characters. */
  readonly name: string;
  /**
   * ISO 3166; empty where nobody knows.
   *
   * At most 2 characters.
   */
  readonly country: string;
  /** What they have not paid yet. */
  readonly openAmount: number;
};

/** Somebody of the company. */
type Person = {
  /** At most 60 characters. */
  readonly id: string;
  /** At most 200 characters. */
  readonly name: string;
  /**
   * At most 60 characters.
   * @example
   * "sales"
   * @example
   * "head-of-sales"
   */
  readonly role: string;
  /** In the currency of the order. */
  readonly mayApproveUpTo: number;
};

/** One signature under the order. */
type Signature = {
  readonly by: string;
  readonly comment: string | null;
  /** Format: date-time. */
  readonly at: string;
};

/** Where the approval stands. */
type ApprovalStep = {
  readonly id: string;
  /** Name of this node. */
  readonly node: string;
  readonly sessionId: string;
  /**
   * How often this node has run, this run included.
   *
   * A whole number. At least 0.
   */
  readonly attempt: number;
  /** Format: date-time. */
  readonly startedAt: string;
  readonly history: readonly {
    readonly node: string;
    readonly action: string;
    readonly outcome: string | null;
  }[];
};

/** The company that the order belongs to. */
type CompanyRealm = {
  readonly id: string;
  readonly name: string;
  readonly settings: RealmSettings;
  readonly timeZone: string;
  /**
   * The execution's clock, UTC.
   *
   * Format: date-time.
   */
  readonly now: string;
};

/** The realm's settings. Give the realm a settings schema to have yours typed here. */
type RealmSettings = {
  /** Orders below it need nobody. */
  readonly approveBelow?: number;
  /** Orders above it are not taken. */
  readonly refuseAbove?: number;
  /** A larger discount needs a signature, however small the order. */
  readonly mostDiscountPercent?: number;
  /** Ids of whom nothing is sold to. */
  readonly blockedCustomers?: readonly string[];
  readonly [key: string]: Json | number | (readonly string[]) | undefined;
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

declare namespace orders {
  /**
   * Says whose order it is, where the product has not said it. Later steps read it as `context.order`.
   *
   * An effect: applied by the host after the script succeeded.
   *
   * Only in `onReview`.
   * @param name As on the invoice.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * orders.setCustomer("Miller & Sons");
   */
  function setCustomer(name: string): void;

  /**
   * Adds a line to the order. Later steps read it in `context.order.lines`, and the product gets the whole order at the end. A walk adds 100 at most.
   *
   * An effect: applied by the host after the script succeeded.
   *
   * Only in `onReview`.
   * @param line The line.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * orders.addLine({ article: "SHIP", text: "Shipping", quantity: 1, price: 12.5, discountPercent: 0 });
   */
  function addLine(line: OrderLine): void;
}

declare namespace approval {
  /**
   * Puts a signature under the order, with the time. Later steps read it in `context.signatures`, and the product gets all of them at the end.
   *
   * An effect: applied by the host after the script succeeded.
   *
   * Only in `onReview`.
   * @param by Who signs.
   * @param comment What they said.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * approval.sign("Anna Reiter", "Discount as agreed.");
   */
  function sign(by: string, comment?: string): void;
}

declare namespace answer {
  /**
   * Puts a message at a field of the page that this run asks with. Call it for every wrong field, then ask again.
   *
   * An effect: applied by the host after the script succeeded.
   *
   * Only in `onReview`.
   * @param field Name of the field.
   * @param message Plain text for whoever filled it in.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * answer.fail("comment", "Say why you refuse it.");
   */
  function fail(field: string, message: string): void;
}

declare namespace money {
  /**
   * What lines cost together, discounts taken off, rounded to cents line by line as on the invoice.
   * @param lines Of an order.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const total = money.total([{ article: "A", text: "A", quantity: 3, price: 1.1, discountPercent: 0 }]);
   */
  function total(lines: readonly OrderLine[]): number;

  /**
   * An amount as people read it: `EUR 1,240.50`.
   * @param amount The amount.
   * @param currency Three letters.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const shown = money.text(1240.5, "EUR");
   */
  function text(amount: number, currency: string): string;
}

/**
 * Puts a message on the bus of the realm, for every trigger that listens to the topic. Sent after the script succeeded. A message that went through eight scripts is put aside instead: scripts that answer each other would never end.
 *
 * An effect: applied by the host after the script succeeded.
 *
 * Only in `onBooking` and `onMessage` and `onRequest` and `onSchedule` and `onCall`.
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
   * At a step of the approval
   *
   * Says how the approval goes on: `approve` by a route, `ask` with a page, or `refuse`. Runs once when the order reaches the step and again with everything that is submitted.
   * @param context What is known about this approval.
   * @param answer What was submitted; null when the order has just reached this step.
   */
  onReview: (context: OrderContext, answer: OrderAnswer | null) => OrderVerdict | Promise<OrderVerdict>;

  /**
   * A page about the order
   *
   * Builds what somebody reads on a slip; its button leads to the next step.
   * @param context What is known about this approval.
   */
  onSlip: (context: OrderContext) => UiBlock | Promise<UiBlock>;

  /**
   * When the order is approved
   *
   * Runs after the last step, with effects only: messages to the shop, the warehouse, the books.
   * @param context What is known about this approval.
   */
  onBooking: (context: OrderContext) => void | Promise<void>;

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
