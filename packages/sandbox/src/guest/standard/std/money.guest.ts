// Amounts of money as decimal texts: exact, whatever their size.
import "../intl.guest.ts";

type Rounding = "half-up" | "half-even" | "down" | "up";
type Decimal = { units: bigint; digits: number };

const MOST_DIGITS = 100;
const amountPattern = /^-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?$/;

/** `add("0.10", "0.20")` → `"0.30"` */
export function add(...amounts: (string | number)[]): string {
  return written(amounts.map(read).reduce(sum, { units: 0n, digits: 0 }));
}

export function subtract(from: string | number, amount: string | number): string {
  const taken = read(amount);
  return written(sum(read(from), { units: -taken.units, digits: taken.digits }));
}

/** Times a factor, rounded to the digits of the amount unless `digits` says otherwise. */
export function multiply(
  amount: string | number,
  factor: string | number,
  options: { digits?: number; rounding?: Rounding } = {},
): string {
  const [one, other] = [read(amount), read(factor)];
  const product = { units: one.units * other.units, digits: one.digits + other.digits };
  return written(rounded(product, options.digits ?? one.digits, options.rounding));
}

/** To a number of digits behind the point, halves away from zero unless `rounding` says otherwise. */
export function round(amount: string | number, digits: number, rounding?: Rounding): string {
  return written(rounded(read(amount), digits, rounding));
}

/** -1, 0 or 1: as `sort` wants it. */
export function compare(a: string | number, b: string | number): number {
  const difference = sum(read(a), negative(read(b))).units;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Parts by shares that add up to the amount exactly; what is left over goes to the first ones. */
export function allocate(amount: string | number, shares: readonly number[]): string[] {
  const { units, digits } = read(amount);
  const weights = shares.map((share) => {
    if (!Number.isInteger(share) || share < 0)
      throw new RangeError("money: a share must be a whole number of 0 or more.");
    return BigInt(share);
  });
  const all = weights.reduce((total, weight) => total + weight, 0n);
  if (all === 0n) throw new RangeError("money: the shares must not all be 0.");
  const size = units < 0n ? -units : units;
  const parts = weights.map((weight) => (size * weight) / all);
  let left = size - parts.reduce((total, part) => total + part, 0n);
  for (let i = 0; left > 0n; i = (i + 1) % parts.length) {
    if (weights[i] === 0n) continue;
    parts[i] = parts[i]! + 1n;
    left -= 1n;
  }
  return parts.map((part) => written({ units: units < 0n ? -part : part, digits }));
}

/** `format("1234.5", "EUR", "de-AT")` → `"€ 1.234,50"` */
export function format(amount: string | number, currency: string, locale?: string): string {
  const text = written(read(amount));
  return new Intl.NumberFormat(locale, { style: "currency", currency }).format(text as unknown as number);
}

function read(amount: string | number): Decimal {
  const text = String(amount);
  if (text.length > MOST_DIGITS || !amountPattern.test(text))
    throw new TypeError("money: " + JSON.stringify(text.slice(0, 60)) + ' is no amount, such as "12.50".');
  const point = text.indexOf(".");
  if (point < 0) return { units: BigInt(text), digits: 0 };
  return { units: BigInt(text.slice(0, point) + text.slice(point + 1)), digits: text.length - point - 1 };
}

function written({ units, digits }: Decimal): string {
  const text = (units < 0n ? -units : units).toString().padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  return (units < 0n ? "-" : "") + (digits === 0 ? whole : whole + "." + text.slice(text.length - digits));
}

function sum(a: Decimal, b: Decimal): Decimal {
  const digits = Math.max(a.digits, b.digits);
  return { units: scaled(a, digits) + scaled(b, digits), digits };
}

function scaled({ units, digits }: Decimal, wanted: number): bigint {
  return units * 10n ** BigInt(wanted - digits);
}

function negative({ units, digits }: Decimal): Decimal {
  return { units: -units, digits };
}

function rounded(amount: Decimal, digits: number, rounding: Rounding = "half-up"): Decimal {
  if (!Number.isInteger(digits) || digits < 0 || digits > MOST_DIGITS)
    throw new RangeError("money: the digits must be a whole number of 0 or more.");
  if (digits >= amount.digits) return { units: scaled(amount, digits), digits };
  const step = 10n ** BigInt(amount.digits - digits);
  const size = amount.units < 0n ? -amount.units : amount.units;
  const rest = size % step;
  let units = size / step;
  const half = rest * 2n;
  const isUp =
    rounding === "half-up"
      ? half >= step
      : rounding === "half-even"
        ? half > step || (half === step && units % 2n === 1n)
        : rounding === "up"
          ? rest > 0n
          : rounding === "down"
            ? false
            : unknownRounding(rounding);
  if (isUp) units += 1n;
  return { units: amount.units < 0n ? -units : units, digits };
}

function unknownRounding(rounding: never): never {
  throw new TypeError(
    "money: there is no rounding " +
      JSON.stringify(rounding) +
      "; there are half-up, half-even, down and up.",
  );
}
