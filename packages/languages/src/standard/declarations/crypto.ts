/** `crypto`: what is random comes from the recorded seed; the rest is Node's own. */
export const cryptoDeclarations = `/** A key for \`crypto.subtle\`. */
declare class CryptoKey {
  private constructor();
  readonly type: "secret" | "private" | "public";
  readonly extractable: boolean;
  readonly algorithm: { readonly name: string };
  readonly usages: CryptoKeyUsage[];
}
interface CryptoKeyPair {
  publicKey: CryptoKey;
  privateKey: CryptoKey;
}
type CryptoKeyUsage = "sign" | "verify" | "encrypt" | "decrypt" | "deriveBits" | "deriveKey";
/** A secret that the script uses and does not have: \`secrets.get\` answers it. */
interface SecretHandle {
  readonly isSecret: true;
  toString(): string;
}
type CryptoBytes = ArrayBuffer | ArrayBufferView;
type CryptoHash = "SHA-1" | "SHA-256" | "SHA-384" | "SHA-512";
/** A key as JSON, RFC 7517. */
interface CryptoJsonWebKey {
  kty?: string;
  alg?: string;
  use?: string;
  kid?: string;
  key_ops?: string[];
  ext?: boolean;
  crv?: string;
  x?: string;
  y?: string;
  n?: string;
  e?: string;
  d?: string;
  p?: string;
  q?: string;
  dp?: string;
  dq?: string;
  qi?: string;
  k?: string;
}
type CryptoKeyAlgorithm =
  | { name: "HMAC"; hash: CryptoHash; length?: number }
  | { name: "AES-GCM" | "AES-CBC" | "AES-CTR"; length?: number }
  | { name: "RSASSA-PKCS1-v1_5" | "RSA-PSS" | "RSA-OAEP"; hash: CryptoHash }
  | { name: "ECDSA"; namedCurve: "P-256" | "P-384" }
  | { name: "Ed25519" | "PBKDF2" | "HKDF" | "AES-GCM" | "AES-CBC" | "AES-CTR" }
  | "Ed25519" | "PBKDF2" | "HKDF" | "AES-GCM" | "AES-CBC" | "AES-CTR";
type CryptoSignAlgorithm =
  | "HMAC" | "Ed25519" | "RSASSA-PKCS1-v1_5"
  | { name: "HMAC" | "Ed25519" | "RSASSA-PKCS1-v1_5" }
  | { name: "RSA-PSS"; saltLength: number }
  | { name: "ECDSA"; hash: CryptoHash };
type CryptoCipherAlgorithm =
  | { name: "AES-GCM"; iv: CryptoBytes; additionalData?: CryptoBytes; tagLength?: number }
  | { name: "AES-CBC"; iv: CryptoBytes }
  | { name: "AES-CTR"; counter: CryptoBytes; length: number };
type CryptoDeriveAlgorithm =
  | { name: "PBKDF2"; hash: CryptoHash; salt: CryptoBytes; iterations: number }
  | { name: "HKDF"; hash: CryptoHash; salt: CryptoBytes; info: CryptoBytes };

/**
 * Digests, signatures, ciphers. Answers are the same for the same question, so that a replay gives them again; signatures
 * with ECDSA and RSA-PSS too. The work is charged to the script.
 */
interface SubtleCrypto {
  /**
   * @example
   * const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode("text"));
   */
  digest(algorithm: CryptoHash | { name: CryptoHash }, data: CryptoBytes): Promise<ArrayBuffer>;
  /**
   * @example
   * const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
   */
  importKey(
    format: "raw" | "pkcs8" | "spki",
    key: CryptoBytes | SecretHandle,
    algorithm: CryptoKeyAlgorithm,
    extractable: boolean,
    usages: readonly CryptoKeyUsage[],
  ): Promise<CryptoKey>;
  importKey(
    format: "jwk",
    key: CryptoJsonWebKey | SecretHandle,
    algorithm: CryptoKeyAlgorithm,
    extractable: boolean,
    usages: readonly CryptoKeyUsage[],
  ): Promise<CryptoKey>;
  exportKey(format: "jwk", key: CryptoKey): Promise<CryptoJsonWebKey>;
  exportKey(format: "raw" | "pkcs8" | "spki", key: CryptoKey): Promise<ArrayBuffer>;
  /** From the run's recorded seed: good for tests and examples, no secret. */
  generateKey(
    algorithm: "Ed25519" | { name: "Ed25519" } | { name: "ECDSA"; namedCurve: "P-256" | "P-384" },
    extractable: boolean,
    usages: readonly CryptoKeyUsage[],
  ): Promise<CryptoKeyPair>;
  generateKey(
    algorithm: CryptoKeyAlgorithm,
    extractable: boolean,
    usages: readonly CryptoKeyUsage[],
  ): Promise<CryptoKey>;
  sign(algorithm: CryptoSignAlgorithm, key: CryptoKey, data: CryptoBytes): Promise<ArrayBuffer>;
  /** Compares in constant time. */
  verify(
    algorithm: CryptoSignAlgorithm,
    key: CryptoKey,
    signature: CryptoBytes,
    data: CryptoBytes,
  ): Promise<boolean>;
  encrypt(algorithm: CryptoCipherAlgorithm, key: CryptoKey, data: CryptoBytes): Promise<ArrayBuffer>;
  decrypt(
    algorithm: CryptoCipherAlgorithm | { name: "RSA-OAEP"; label?: CryptoBytes },
    key: CryptoKey,
    data: CryptoBytes,
  ): Promise<ArrayBuffer>;
  /** PBKDF2 takes at most 200 000 iterations. */
  deriveBits(algorithm: CryptoDeriveAlgorithm, key: CryptoKey, length: number): Promise<ArrayBuffer>;
  deriveKey(
    algorithm: CryptoDeriveAlgorithm,
    key: CryptoKey,
    derived: CryptoKeyAlgorithm,
    extractable: boolean,
    usages: readonly CryptoKeyUsage[],
  ): Promise<CryptoKey>;
}

declare const crypto: {
  readonly subtle: SubtleCrypto;
  /**
   * Fills an array of integers from the run's recorded seed. Whoever has the record knows them: never make a code, a
   * password or a token from them.
   * @example
   * crypto.getRandomValues(new Uint8Array(8))
   */
  getRandomValues<T extends ArrayBufferView>(array: T): T;
  /**
   * A name that nothing else has, from the run's recorded seed. No secret.
   * @example
   * const id = crypto.randomUUID()
   */
  randomUUID(): string;
};
`;
