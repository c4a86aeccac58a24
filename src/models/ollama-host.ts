import { ok, problem, type Result } from '../app/problem.ts'

/**
 * Reads OLLAMA_HOST as Ollama does (`envconfig.Host`): `host`, `host:port`, `:port`, `http://host:port`, IPv6 with or without
 * brackets; without a scheme the port is 11434, with one it is 80 or 443. The addresses that a server listens on
 * (`0.0.0.0`, `::`) are called as 127.0.0.1. Answers a URL without a slash at its end, or a Problem `bad-value`.
 */
export const ollamaUrl = (host: string | undefined): Result<string> => {
  const words = (host ?? '').trim().replace(/^["']|["']$/g, '')
  if (words === '') return ok('http://127.0.0.1:11434')
  const hasScheme = words.includes('://')
  const parsed = URL.parse(hasScheme ? words : `http://${bracketIpv6(words).replace(/^:/, '127.0.0.1:')}`)
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username || parsed.password) {
    return problem('bad-value', 'OLLAMA_HOST is not an address that Prentice can call.', { next: 'Set it to host:port, such as 127.0.0.1:11434, or leave it out.' })
  }
  const name = ['0.0.0.0', '[::]'].includes(parsed.hostname) ? '127.0.0.1' : parsed.hostname
  const port = parsed.port || (hasScheme || /:80\/?$/.test(words) ? '' : '11434')
  return ok(`${parsed.protocol}//${name}${port && `:${port}`}${parsed.pathname}`.replace(/\/+$/, ''))
}

const bracketIpv6 = (words: string): string => (/^[0-9a-f]*:[0-9a-f:.]*:[0-9a-f.]*$/i.test(words) ? `[${words}]` : words)
