import { problem, type Problem } from '../app/problem.ts'
import type { Failure } from './exchange.ts'

/** What was asked, for the words of a Problem; `timeoutMs` is the wait that ended it if it was slow. */
export interface Asked {
  readonly url: string
  readonly model?: string
  readonly windowTokens?: number
  readonly timeoutMs: number
}

/** Tells a failed exchange with Ollama as a Problem: `no-model` if there is nothing to talk to, `model-failed` if it talked wrongly. */
export const failureToProblem = (failure: Failure, asked: Asked): Problem => {
  switch (failure.why) {
    case 'stopped':
      return problem('model-failed', 'The request to the model was stopped.', { next: 'Ask again when you are ready.' })
    case 'slow':
      return problem('model-failed', `Ollama did not answer within ${Math.ceil(asked.timeoutMs / 1000)} s.`, {
        next: 'Try again, pick a smaller model, or restart Ollama.',
      })
    case 'unreachable':
      return problem('no-model', `Ollama is not running at ${asked.url}.`, { next: 'Start it with `ollama serve`, or get it from https://ollama.com.' })
    case 'refused':
      return refusalToProblem(failure.status, errorText(failure.text), asked)
    case 'broken':
      return problem('model-failed', 'Ollama broke off before its answer was complete.', { next: 'Try again; if it happens again, restart Ollama.' })
    case 'garbage':
      return problem('model-failed', `What answers at ${asked.url} does not speak as Ollama does.`, {
        next: 'Check that Ollama runs there and is up to date, or set OLLAMA_HOST.',
      })
  }
}

/** Tells an error that Ollama itself reported, by its HTTP status (500 for one in the middle of a stream). */
export const refusalToProblem = (status: number, text: string, asked: Asked): Problem => {
  if (asked.model !== undefined && (status === 404 || /model .*not found/i.test(text))) {
    return problem('no-model', `The model ${asked.model} is not installed in Ollama.`, { next: `Get it with \`ollama pull ${asked.model}\`, or pick another one.` })
  }
  if (/exceeds? .*context|context (length|size|window).*exceed/i.test(text)) {
    return problem('model-failed', `The conversation is longer than the model’s window${asked.windowTokens ? ` of ${asked.windowTokens} tokens` : ''}.`, {
      next: 'Start a new chat, or say it in fewer words.',
    })
  }
  if (/more (system )?memory|out of memory/i.test(text)) {
    return problem('model-failed', `There is not enough memory for the model${asked.model ? ` ${asked.model}` : ''}.`, { next: 'Pick a smaller model, such as llama3.2:3b.' })
  }
  return problem('model-failed', `Ollama answered with an error (${status})${text ? `: ${text}` : ''}.`, {
    next: 'Try again; if it happens again, restart Ollama or pick another model.',
  })
}

/** The `error` of Ollama's JSON body, or the body itself: one line, at most 200 characters, for it is foreign text. */
const errorText = (body: string): string => tidy(errorOf(body) ?? body)

/** Makes foreign text fit for a sentence: one line without control characters or a full stop, at most 200 characters. */
export const tidy = (text: string): string => text.replace(/[\p{C}\s]+/gu, ' ').trim().slice(0, 200).replace(/\.$/, '')

const errorOf = (body: string): string | undefined => {
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null && 'error' in parsed && typeof parsed.error === 'string' ? parsed.error : undefined
  } catch {
    return undefined
  }
}
