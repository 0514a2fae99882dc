// What the benchmark says to a peer of availability-service, in its environment.
const number = name => Number(process.env[name] ?? 0)

export const settings = {
  port: number('PORT'),
  valkey: process.env.VALKEY,
  // The issuer of tokens and the file with its key.
  issuer: process.env.ISSUER,
  keys: process.env.KEYS,
  // How many verified tokens are remembered; 0: none.
  verifiedTokens: number('VERIFIED_TOKENS'),
  // How many are online.
  mitras: number('MITRAS'),
  // How long the snapshot is told from memory; 0: each request asks Valkey.
  heldMs: number('HELD_MS')
}
