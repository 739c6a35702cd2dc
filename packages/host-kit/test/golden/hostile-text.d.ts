/**
 * Ends *\/ declare const hacked: 1; /* and *\/
 * \@deprecated not really
 *   * \@param nobody
 * {\@link evil} 'odd backtick
 */
type T = {
  /** *\/ }; type Hacked = 1; // */
  readonly "*/"?: string;
  /** <\/script><\script>alert(1)<\/script> <\!-- x */
  readonly "</script>"?: string;
  /** @default "*\/ alert(1)" */
  readonly "quo\"te"?: string;
  /**
   * @example
   * "*\/\n@private"
   */
  readonly "new\nline"?: string;
  /**
   * line separators
   * and
   * and right-to-left and  nul
   */
  readonly "\\u0041"?: string;
  /** � lone surrogate */
  readonly ""?: string;
  /**
   * '''ts
   * unclosed fence
   */
  readonly class?: string;
  /** Pattern: "a*\/'\n". */
  readonly __proto_?: string;
};

