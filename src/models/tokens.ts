import type { ChatMessage } from './model.ts'

/**
 * Estimates the tokens of a text, rather too many than too few, for budgets.
 * English and JSON take 3.3 to 4.7 characters a token in the vocabularies of Llama 3, Qwen 3 and Gemma 3, so 3.6 leaves room;
 * a character beyond ASCII counts as one whole token (Chinese comes near that; accented Latin and Cyrillic take about half).
 */
export const estimateTokens = (text: string): number => {
  const foreign = countForeign(text)
  return Math.ceil((text.length - foreign) / 3.6 + foreign)
}

/** Estimates a whole prompt: its texts, and 8 tokens for each message's place in the model's template. */
export const estimatePromptTokens = (messages: readonly ChatMessage[]): number =>
  messages.reduce((sum, { content }) => sum + estimateTokens(content) + 8, 0)

/**
 * Tells whether an engine read so few tokens that a part of the prompt must have been lost.
 *
 * The bound is the *fewest* tokens that the text could be: 6 ASCII characters a token, 4 beyond ASCII, a run of one character
 * counted as 4. So half-lost prompts are found, a few lost lines are not: the window that is sent is the first guard, this the second.
 * A count of 0 or none says nothing: until 0.2.0 Ollama left out what it had cached (ollama/ollama #2068, mended by #5371);
 * since then the count includes cached tokens.
 */
export const isTruncated = (messages: readonly ChatMessage[], countedTokens: number | undefined): boolean =>
  countedTokens !== undefined && countedTokens > 0 && countedTokens < messages.reduce((sum, { content }) => sum + fewestTokens(content), 0)

const fewestTokens = (text: string): number => {
  const squeezed = text.replace(/(.)\1{4,}/gsu, '$1$1$1$1')
  const foreign = countForeign(squeezed)
  return Math.floor((squeezed.length - foreign) / 6 + foreign / 4)
}

const countForeign = (text: string): number => {
  let count = 0
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) count++
  return count
}
