/**
 * War game 1.0.0. Generated from the host's definition; a change made here is lost.
 *
 * Scripts that answer the messages of a battle: they decide what hits, and what it costs.
 */

/** Any JSON value: what crosses between a script and its host. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** A message of the realm's bus. */
type BusMessage = {
  /** Tells a message that is delivered twice from two messages. */
  readonly id: string;
  /** Words with dots between, e.g. `battle.hit`. */
  readonly topic: string;
  /** Whatever the publisher sent: look at it before you rely on it. */
  readonly payload: Json;
  /** What travels beside the payload, by lower-case name. */
  readonly headers: {
    readonly [key: string]: string | undefined;
  };
  /**
   * When it was published, UTC.
   *
   * Format: date-time.
   */
  readonly time: string;
};

/** A request to an address below `/hooks/<realm>`. */
type HookRequest = {
  /** Names the request in logs. */
  readonly id: string;
  /** In upper case; a HEAD request arrives as GET. */
  readonly method: string;
  /** Below `/hooks/<realm>`, starting with `/`. */
  readonly path: string;
  /** Parameters of the route, decoded: `id` of `/battles/:id`. */
  readonly params: {
    readonly [key: string]: string | undefined;
  };
  /** Of the address, by name; a list where a name is there more than once. */
  readonly query: {
    readonly [key: string]: (string | readonly string[]) | undefined;
  };
  /** By lower-case name, without those that carry credentials. */
  readonly headers: {
    readonly [key: string]: string | undefined;
  };
  /** How `body` is to be read; `raw` is base64. */
  readonly bodyType: "none" | "json" | "text" | "form" | "raw";
  /** JSON value, text, object of form fields, base64, or null without a body. */
  readonly body: Json;
  /** Address of the client, as the server saw it. */
  readonly ip: string;
  /**
   * When it arrived, UTC.
   *
   * Format: date-time.
   */
  readonly time: string;
};

/** What the caller gets. */
type HookResponse = {
  /**
   * HTTP status.
   *
   * A whole number. 200 to 599.
   */
  status: number;
  /** Beside those of the server. */
  headers?: {
    [key: string]: string | undefined;
  };
  /** Text is sent as it is, everything else as JSON. */
  body?: Json;
};

/** Somebody on the map. */
type Unit = {
  /** As in messages. */
  id: string;
  /** For people. */
  name: string;
  side: "red" | "blue";
  /** A whole number. At least 0. */
  x: number;
  /** A whole number. At least 0. */
  y: number;
  armor: "none" | "light" | "heavy";
  /**
   * 0 is destroyed.
   *
   * At least 0.
   */
  health: number;
  weapons: Weapon[];
};

/** What a unit shoots with. */
type Weapon = {
  /** As in messages. */
  name: string;
  /**
   * Damage of a plain hit without armour.
   *
   * At least 0.
   */
  power: number;
  /**
   * Chance to hit in the open, up close.
   *
   * 0 to 1.
   */
  accuracy: number;
  /**
   * Squares it reaches.
   *
   * At least 0.
   */
  range: number;
};

/** A square of the map. */
type Terrain = {
  kind: "plain" | "road" | "forest" | "hill" | "city" | "river";
  /**
   * Part of the shots it stops.
   *
   * 0 to 1.
   */
  cover: number;
  /**
   * Steps above the plain.
   *
   * A whole number.
   */
  height: number;
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
 * replay draws the same numbers.
 * @example
 * const code = String(Math.floor(random() * 1e6)).padStart(6, "0")
 */
declare function random(): number;

/**
 * Sends a message to a topic of the realm's bus, after the script succeeded. Scripts that handle the topic run next.
 *
 * An effect: applied by the host after the script succeeded.
 * @param topic Words of letters, digits, `_` or `-` with dots between, 16 at most.
 * @param payload Any JSON value, up to 64 KB.
 * @throws TypeError that names the argument, when one is not as described
 * @example
 * publish("battle.result", { battle: "b-1", hit: false });
 */
declare function publish(topic: string, payload: Json): void;

declare namespace terrain {
  /**
   * The square of the realm's map at a place: what it is, how much it covers, how high it lies.
   * @param x Columns from the west, starting with 0.
   * @param y Rows from the north, starting with 0.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const cover = terrain.at(4, 1).cover;
   */
  function at(x: number, y: number): Terrain;
}

declare namespace units {
  /**
   * A unit by its id, as the realm's settings have it: place, armour, health, weapons. Null when there is none.
   * @param id As in messages.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const unit = units.find("red-1");
   * if (unit === null) log.warn("nobody is called that");
   */
  function find(id: string): Unit | null;
}

declare namespace rules {
  /**
   * How much of a weapon's power gets through an armour: 0 is nothing, 1 is all of it. Unknown weapons count half.
   * @param weapon Its name.
   * @param armor What the target wears.
   * @throws TypeError that names the argument, when one is not as described
   * @example
   * const through = rules.modifier("rifle", "light");
   */
  function modifier(weapon: string, armor: "none" | "light" | "heavy"): number;
}

/** The functions a script may export; a node says which one it runs. */
interface ScriptyardHooks {
  /**
   * A message arrives
   *
   * Runs once for every message of the topics this script handles. It returns nothing; what it wants goes out with `publish`.
   * @param message What was published.
   */
  onMessage: (message: BusMessage) => void | Promise<void>;

  /**
   * A request arrives
   *
   * Runs for every request to the routes of this script and answers it.
   * @param request What the caller sent.
   */
  onRequest: (request: HookRequest) => HookResponse | Promise<HookResponse>;
}
