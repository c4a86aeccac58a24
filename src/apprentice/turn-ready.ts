import { currentConversation } from '../data/conversations.ts'
import type { Desk } from '../data/desk.ts'
import { settings } from '../data/settings.ts'
import { compact, isFull, stablePrompt } from './context.ts'
import type { ModelUse } from './turn-model.ts'

/**
 * Readies the next turn after one has ended: where the window is nearly full, the history is put away, and the model reads
 * the new one ahead of time. The warming goes on by itself until the signal ends it.
 */
export const readyNext = (desk: Desk, { model, windowTokens }: ModelUse, { profile, signal }: { readonly profile: number; readonly signal: AbortSignal }): void => {
  const conversation = currentConversation(desk, profile).id
  if (!isFull(stablePrompt(desk, conversation), { windowTokens, maxReplyTokens: settings(desk).reply_tokens })) return
  compact(desk, { conversation, profile, windowTokens })
  // An engine that fails to warm will fail, or be slower, in the next turn, and tells it there.
  void model.warm({ messages: stablePrompt(desk, conversation), windowTokens }, signal)
}
