import type { Turn } from '../data/turns.ts'
import type { PromptProps } from './views/prompt.ts'

/** A turn's exact prompt: the messages of its rounds, one after the other, as they were kept. */
export const readPrompt = ({ id, at, model, prompt, reply }: Turn): PromptProps => ({
  turn: id, at,
  ...(model !== undefined && { model }),
  messages: messagesIn(prompt),
  ...(reply !== undefined && { reply }),
})

const messagesIn = (prompt: unknown): PromptProps['messages'] => {
  if (Array.isArray(prompt)) return prompt.flatMap(messagesIn)
  if (typeof prompt !== 'object' || prompt === null) return []
  if ('role' in prompt && 'content' in prompt) return [{ role: String(prompt.role), content: String(prompt.content) }]
  return 'messages' in prompt ? messagesIn(prompt.messages) : []
}
