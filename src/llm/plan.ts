/** What is about to be sent to an endpoint; what is kept from before is not sent again. */
export interface Plan {
  /** "3 texts", "120 pairs of claims". */
  readonly what: string
  readonly requests: number
  /** Of all requests together, instructions included. */
  readonly characters: number
}

/** Characters of a token, as English has it in the vocabularies of the large models; other languages have fewer. */
const CHARACTERS_PER_TOKEN = 4

/** The tokens that many characters come to, about. */
export const tokensOf = (characters: number) => Math.ceil(characters / CHARACTERS_PER_TOKEN)
